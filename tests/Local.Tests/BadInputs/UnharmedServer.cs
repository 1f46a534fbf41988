using Claudit.Api;
using Claudit.Local.Serving;
using Claudit.Submissions;
using Xunit;

namespace Claudit.BadInputs;

/// <summary>A server of narrow limits that is shown bad inputs alone. When all have been refused, it must be as it was before them.</summary>
public sealed class UnharmedServer : Server
{
    private string[] _before = [];

    /// <summary>Begun before all others, as it takes the server's whole patience.</summary>
    internal Task<RawAnswer> AnswerToSlow { get; private set; } = null!;

    internal override ServeOptions Options => new()
    {
        Limits = new SubmissionLimits { RequestBytes = 500_000, ExpandedBytes = 40_000, Files = 5, FileBytes = 10_000, PathCharacters = 50 },
        // Uploads wait in files here, as large ones do.
        Api = new ApiOptions { SpoolThreshold = 100, SpoolFolder = Path.Combine(Folder, "spool") },
    };

    public override async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "spool"));
        await base.InitializeAsync();
        _before = Everything();
        AnswerToSlow = RawAnswer.ToAsync(Client.Address, BadConnections.Slow.Sent, TestContext.Current.CancellationToken);
    }

    /// <summary>Nothing was begun, nothing is left, and what is good is taken as ever.</summary>
    internal async Task CheckAsync()
    {
        Assert.Empty((await Client.GetAsync("/audits")).Json.GetProperty("items").EnumerateArray());
        Assert.Equal(_before, Everything());
        Assert.Equal("completed", (await Client.EndedAsync(await Client.StartAsync())).State);
        Assert.Equal(200, (await Client.GetAsync("/health/ready")).Status);
    }

    private string[] Everything() => [.. Directory.EnumerateFileSystemEntries(Folder, "*", SearchOption.AllDirectories).Order()];
}
