using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using System.Web;

namespace LopmiBot.EndToEnd.Tests;

/// <summary>What a run of the program printed, and how it ended.</summary>
public sealed record ProgramRun(int ExitCode, string Output, string Error);

/// <summary>The built program, run as a process.</summary>
public static class BotProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>How the solution was built: Debug or Release.</summary>
    public static string Configuration { get; } = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    /// <summary>The program as the solution built it.</summary>
    public static string Built { get; } = Path.Combine(
        Repository.Root,
        "src/LopmiBot/bin",
        Configuration,
        "net10.0/LopmiBot.dll");

    public static Task<ProgramRun> RunAsync(params string[] arguments) => RunAsync(null, arguments);

    /// <summary>Runs the program to its end.</summary>
    public static Task<ProgramRun> RunAsync(string? input, string[] arguments) => RunWithAsync(input, new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    /// <summary>Runs the program to its end, with settings.</summary>
    public static Task<ProgramRun> RunWithAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments) => RunWithAsync(null, settings, arguments);

    private static async Task<ProgramRun> RunWithAsync(string? input, IReadOnlyDictionary<string, string> settings, string[] arguments)
    {
        using var process = Start(Built, Path.GetTempPath(), settings, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
        }

        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return new ProgramRun(process.ExitCode, await output, await error);
    }

    /// <summary>Starts the program.</summary>
    public static Process Start(string program, string workingFolder, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = workingFolder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
    }
}

/// <summary>The running bot.</summary>
public sealed partial class RunningBot : IAsyncDisposable
{
    /// <summary>Where a form carries its token.</summary>
    public const string TokenField = "__RequestVerificationToken";

    private const string Ready = "LopmiBot is ready on ";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private RunningBot(Process process) => _process = process;

    /// <summary>Where it listens, ending in a slash.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>What it printed until it was ready, and a little after.</summary>
    public string Greeting
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>The link that it printed to sign an administrator in.</summary>
    public Uri AdminLink => new(AdminLine().Match(Greeting).Groups["link"].Value);

    /// <summary>Opens a link that signs somebody in, and presses its button. The client keeps cookies.</summary>
    public static async Task<HttpResponseMessage> SignInAsync(HttpClient client, Uri link)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [TokenField] = TokenOf(await client.GetStringAsync(link)),
            ["key"] = HttpUtility.ParseQueryString(link.Query)["key"]!,
        });
        return await client.PostAsync(new Uri(link, "/admin/sign-in"), form);
    }

    /// <summary>What a page's forms carry to show that they are from it.</summary>
    public static string TokenOf(string page) => FormToken().Match(page).Groups["token"].Value;

    /// <summary>Starts the bot and waits until it says that it is ready.</summary>
    public static async Task<RunningBot> StartAsync(string data, IReadOnlyDictionary<string, string>? environment = null, string? program = null)
    {
        var process = BotProgram.Start(
            program ?? BotProgram.Built,
            Path.GetTempPath(),
            environment ?? new Dictionary<string, string>(StringComparer.Ordinal),
            ["--urls", "http://127.0.0.1:0", "--data", data]);
        var bot = new RunningBot(process);
        var ready = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => bot.Take(line.Data, ready);
        process.ErrorDataReceived += (_, line) => bot.Take(line.Data, ready);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("The bot ended:\n" + bot.Greeting));
        process.EnableRaisingEvents = true;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        bot.Address = await ready.Task.WaitAsync(Patience);
        return bot;
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FormToken();

    [GeneratedRegex(@"^Admin:\s+(?<link>\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AdminLine();

    private void Take(string? line, TaskCompletionSource<Uri> ready)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line.StartsWith(Ready, StringComparison.Ordinal))
        {
            ready.TrySetResult(new Uri(line[Ready.Length..]));
        }
    }
}
