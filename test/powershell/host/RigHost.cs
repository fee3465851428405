// The console as a script sees it when its streams are redirected: text goes out, questions fail with -NonInteractive.
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace Gw.Rig;

internal sealed class RigHost(bool nonInteractive) : PSHost
{
    private readonly RigUserInterface userInterface = new(nonInteractive);

    public int? ExitCode { get; private set; }
    public override string Name => "ConsoleHost";
    public override Version Version { get; } = new(7, 6, 9);
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override PSHostUserInterface UI => userInterface;
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;
    public override void EnterNestedPrompt() => throw new NotSupportedException();
    public override void ExitNestedPrompt() => throw new NotSupportedException();
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
}

internal sealed class RigUserInterface(bool nonInteractive) : PSHostUserInterface
{
    public override PSHostRawUserInterface? RawUI => null;

    public override void Write(string value) => Out(value);
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Out(value);
    public override void WriteLine(string value) => Out(value + "\n");
    public override void WriteDebugLine(string message) => Out($"DEBUG: {message}\n");
    public override void WriteVerboseLine(string message) => Out($"VERBOSE: {message}\n");
    public override void WriteWarningLine(string message) => Out($"WARNING: {message}\n");
    public override void WriteErrorLine(string value)
    {
        Console.Error.WriteLine(value);
        Console.Error.Flush();
    }

    public override void WriteProgress(long sourceId, ProgressRecord record) =>
        // powershell.exe writes progress to a redirected stderr as CLIXML, unless $ProgressPreference silences it.
        WriteErrorLine($"#< CLIXML progress: {record.Activity}");

    public override string ReadLine() => nonInteractive ? throw NoQuestions() : Console.In.ReadLine() ?? "";
    public override SecureString ReadLineAsSecureString() => throw NoQuestions();
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw NoQuestions();

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        if (nonInteractive) throw NoQuestions();
        Out($"{caption}\n{message}\n");
        return Console.In.ReadLine() is null ? defaultChoice : 0;
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw NoQuestions();
    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName,
        PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw NoQuestions();

    private static PSInvalidOperationException NoQuestions() =>
        new("PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.");

    private static void Out(string text)
    {
        Console.Out.Write(text);
        Console.Out.Flush();
    }
}
