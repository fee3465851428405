// The commands of Microsoft.PowerShell.Utility that runner.ps1, rendered scripts and the proxies use; the bare engine
// has none of them. Each does what 7.x does in the part used, traps included (ConvertFrom-Json makes dates of strings).
using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Gw.Rig;

internal static class Commands
{
    public static void AddTo(InitialSessionState session)
    {
        foreach (var (name, type) in new (string, Type)[]
        {
            ("ConvertFrom-Json", typeof(ConvertFromJson)),
            ("ConvertTo-Json", typeof(ConvertToJson)),
            ("Write-Output", typeof(WriteOutput)),
            ("Write-Host", typeof(WriteHost)),
            ("Write-Warning", typeof(WriteWarning)),
            ("Write-Error", typeof(WriteErrorCommand)),
            ("Write-Progress", typeof(WriteProgressCommand)),
            ("Start-Sleep", typeof(StartSleep)),
        })
        {
            session.Commands.Add(new SessionStateCmdletEntry(name, type, null));
        }
    }
}

[Cmdlet(VerbsData.ConvertFrom, "Json")]
public sealed class ConvertFromJson : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true), AllowEmptyString]
    public string InputObject { get; set; } = "";

    private readonly StringBuilder text = new();

    protected override void ProcessRecord() => text.AppendLine(InputObject);

    protected override void EndProcessing()
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(text.ToString())) { MaxDepth = 1024 };
            WriteObject(Plain(JToken.ReadFrom(reader)), enumerateCollection: false);
        }
        catch (JsonException problem)
        {
            ThrowTerminatingError(new ErrorRecord(
                new ArgumentException($"Conversion from JSON failed with error: {problem.Message}"),
                "System.ArgumentException", ErrorCategory.NotSpecified, null));
        }
    }

    /// <summary>Newtonsoft turns text that looks like an ISO date into a DateTime, as in 7.x; a caller has to prevent it.</summary>
    private static object? Plain(JToken token)
    {
        switch (token)
        {
            case JObject pairs:
                var made = new PSObject();
                foreach (var pair in pairs) made.Properties.Add(new PSNoteProperty(pair.Key, Plain(pair.Value!)));
                return made;
            case JArray items: return items.Select(Plain).ToArray();
            default: return ((JValue)token).Value;
        }
    }
}

[Cmdlet(VerbsData.ConvertTo, "Json")]
public sealed class ConvertToJson : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true), AllowNull]
    public object? InputObject { get; set; }

    [Parameter] public int Depth { get; set; } = 2;
    [Parameter] public SwitchParameter Compress { get; set; }

    private readonly List<object?> objects = [];

    protected override void ProcessRecord() => objects.Add(InputObject);

    protected override void EndProcessing()
    {
        var made = new StringBuilder();
        Append(made, objects.Count == 1 ? objects[0] : objects.ToArray(), Depth);
        WriteObject(made.ToString());
    }

    private static void Append(StringBuilder made, object? value, int depth)
    {
        var inner = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        switch (inner)
        {
            case null: made.Append("null"); return;
            case string or char: AppendText(made, inner.ToString()!); return;
            case bool truth: made.Append(truth ? "true" : "false"); return;
            case SwitchParameter flag: made.Append(flag.IsPresent ? "true" : "false"); return;
            case Enum named: made.Append(Convert.ToInt64(named, CultureInfo.InvariantCulture)); return;
            case DateTime date: AppendText(made, date.ToString("o", CultureInfo.InvariantCulture)); return;
            case IConvertible number when inner.GetType().IsPrimitive || inner is decimal:
                made.Append(number.ToString(CultureInfo.InvariantCulture)); return;
        }

        if (depth < 0)
        {
            AppendText(made, LanguagePrimitives.ConvertTo<string>(value));
            return;
        }

        switch (inner)
        {
            case IDictionary table:
                AppendPairs(made, table.Keys.Cast<object>().Select(key => (key.ToString()!, (object?)table[key])), depth);
                return;
            case IEnumerable list:
                made.Append('[');
                var first = true;
                foreach (var item in list)
                {
                    if (!first) made.Append(',');
                    first = false;
                    Append(made, item, depth - 1);
                }

                made.Append(']');
                return;
            default:
                AppendPairs(made, PSObject.AsPSObject(value).Properties.Select(property => (property.Name, (object?)property.Value)), depth);
                return;
        }
    }

    private static void AppendPairs(StringBuilder made, IEnumerable<(string Name, object? Value)> pairs, int depth)
    {
        made.Append('{');
        var first = true;
        foreach (var (name, value) in pairs)
        {
            if (!first) made.Append(',');
            first = false;
            AppendText(made, name);
            made.Append(':');
            Append(made, value, depth - 1);
        }

        made.Append('}');
    }

    private static void AppendText(StringBuilder made, string text)
    {
        made.Append('"');
        foreach (var character in text)
        {
            if (character is '"' or '\\') made.Append('\\').Append(character);
            else if (character < ' ') made.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else made.Append(character);
        }

        made.Append('"');
    }
}

[Cmdlet(VerbsCommunications.Write, "Output")]
public sealed class WriteOutput : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromRemainingArguments = true), AllowNull, AllowEmptyCollection]
    public PSObject[]? InputObject { get; set; }

    [Parameter] public SwitchParameter NoEnumerate { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var item in InputObject ?? []) WriteObject(item, !NoEnumerate.IsPresent);
    }
}

[Cmdlet(VerbsCommunications.Write, "Host")]
public sealed class WriteHost : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromRemainingArguments = true)]
    public object? Object { get; set; }

    [Parameter] public SwitchParameter NoNewline { get; set; }
    [Parameter] public ConsoleColor ForegroundColor { get; set; }

    protected override void ProcessRecord() =>
        WriteInformation(
            new HostInformationMessage { Message = LanguagePrimitives.ConvertTo<string>(Object), NoNewLine = NoNewline.IsPresent },
            ["PSHOST"]);
}

[Cmdlet(VerbsCommunications.Write, "Warning")]
public sealed class WriteWarning : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true), AllowEmptyString]
    public string Message { get; set; } = "";

    protected override void ProcessRecord() => WriteWarning(Message);
}

[Cmdlet(VerbsCommunications.Write, "Error")]
public sealed class WriteErrorCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public string Message { get; set; } = "";

    protected override void ProcessRecord() => WriteError(new ErrorRecord(
        new WriteErrorException(Message), "Microsoft.PowerShell.Commands.WriteErrorException", ErrorCategory.NotSpecified, null));
}

public sealed class WriteErrorException(string message) : SystemException(message);

[Cmdlet(VerbsCommunications.Write, "Progress")]
public sealed class WriteProgressCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string Activity { get; set; } = "";

    protected override void ProcessRecord() => WriteProgress(new ProgressRecord(0, Activity, "working"));
}

/// <summary>Time of the simulated machine, when its proxies offer it: no test waits for a real clock.</summary>
[Cmdlet(VerbsLifecycle.Start, "Sleep", DefaultParameterSetName = "Seconds")]
public sealed class StartSleep : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Seconds")]
    public double Seconds { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Milliseconds")]
    public int Milliseconds { get; set; }

    protected override void ProcessRecord()
    {
        var seconds = ParameterSetName == "Seconds" ? Seconds : Milliseconds / 1000.0;
        if (Environment.GetEnvironmentVariable("GW_RIG_MACHINE") is null)
        {
            Thread.Sleep(TimeSpan.FromSeconds(seconds));
            return;
        }

        InvokeCommand.InvokeScript("param($seconds) GwRig\\Step-MachineClock -Seconds $seconds", seconds);
    }
}
