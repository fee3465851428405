// A console host around the real PowerShell engine. It starts, reads and answers as powershell.exe does, so that
// runner.ps1 and rendered scripts are parsed, bound and executed by Microsoft's own code where no Windows is.
// It must add nothing to the language: only the few Utility commands that the bare engine lacks.
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text;

namespace Gw.Rig;

internal static class Program
{
    private static int Main(string[] args)
    {
        var arguments = Arguments.Parse(args);
        var session = InitialSessionState.CreateDefault2();
        Commands.AddTo(session);
        // As -ExecutionPolicy Bypass says; elsewhere there are no policies, and setting one throws.
        if (OperatingSystem.IsWindows()) session.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        if (Environment.GetEnvironmentVariable("GW_RIG_LANGUAGE") == "ConstrainedLanguage")
        {
            session.LanguageMode = PSLanguageMode.ConstrainedLanguage;
        }

        var host = new RigHost(arguments.NonInteractive);
        using var runspace = RunspaceFactory.CreateRunspace(host, session);
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        var failed = false;
        if (!arguments.NoProfile && Environment.GetEnvironmentVariable("GW_RIG_PROFILE") is { } profile)
        {
            failed |= Run(runspace, new Command(profile, isScript: false, useLocalScope: false));
        }

        if (host.ExitCode is null && arguments.Command is not null)
        {
            failed |= Run(runspace, arguments.Command);
        }

        Console.Out.Flush();
        return host.ExitCode ?? (failed ? 1 : 0);
    }

    /// <summary>Runs to the end, output as text on stdout, errors as text on stderr. True when a terminating error ended it.</summary>
    private static bool Run(Runspace runspace, Command command)
    {
        using var pipeline = runspace.CreatePipeline();
        pipeline.Commands.Add(command);
        pipeline.Commands[0].MergeMyResults(PipelineResultTypes.None, PipelineResultTypes.None);
        pipeline.Output.DataReady += (_, _) => Drain(pipeline.Output, Console.Out);
        pipeline.Error.DataReady += (_, _) => Drain(pipeline.Error, Console.Error);
        pipeline.Input.Close();
        try
        {
            pipeline.Invoke();
            return false;
        }
        catch (RuntimeException problem)
        {
            var where = problem.ErrorRecord?.InvocationInfo?.PositionMessage ?? "";
            Console.Error.WriteLine($"{problem.Message}\n{where}\n    + FullyQualifiedErrorId : {problem.ErrorRecord?.FullyQualifiedErrorId}");
            return true;
        }
        finally
        {
            Drain(pipeline.Output, Console.Out);
            Drain(pipeline.Error, Console.Error);
        }
    }

    private static void Drain<T>(PipelineReader<T> reader, TextWriter writer)
    {
        foreach (var item in reader.NonBlockingRead())
        {
            writer.WriteLine(item is ErrorRecord record ? $"{record} ({record.FullyQualifiedErrorId})" : item?.ToString());
        }

        writer.Flush();
    }
}

/// <summary>The part of powershell.exe's command line that anybody uses with redirected streams.</summary>
internal sealed record Arguments(bool NoProfile, bool NonInteractive, Command? Command)
{
    public static Arguments Parse(string[] args)
    {
        bool noProfile = false, nonInteractive = false;
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i].ToLowerInvariant())
            {
                case "-noprofile": noProfile = true; break;
                case "-noninteractive": nonInteractive = true; break;
                case "-nologo": break;
                case "-executionpolicy" or "-outputformat" or "-inputformat": i++; break;
                case "-file": return new(noProfile, nonInteractive, FileCommand(args[i + 1], args[(i + 2)..]));
                case "-command": return new(noProfile, nonInteractive, Script(string.Join(' ', args[(i + 1)..])));
                case "-encodedcommand":
                    return new(noProfile, nonInteractive, Script(Encoding.Unicode.GetString(Convert.FromBase64String(args[i + 1]))));
                default: throw new ArgumentException($"the rig does not know the argument {args[i]}");
            }
        }

        return new(noProfile, nonInteractive, null);
    }

    private static Command Script(string text) => new(text, isScript: true, useLocalScope: false);

    /// <summary>As -File does: `-Name value` is a named parameter, everything else is positional, nothing is evaluated.</summary>
    private static Command FileCommand(string path, string[] rest)
    {
        var command = new Command(Path.GetFullPath(path), isScript: false, useLocalScope: false);
        for (var i = 0; i < rest.Length; i++)
        {
            var isName = rest[i].Length > 1 && rest[i][0] == '-' && char.IsLetter(rest[i][1]);
            if (isName && i + 1 < rest.Length) command.Parameters.Add(rest[i].TrimStart('-'), rest[++i]);
            else if (isName) command.Parameters.Add(rest[i].TrimStart('-'), true);
            else command.Parameters.Add(null, rest[i]);
        }

        return command;
    }
}
