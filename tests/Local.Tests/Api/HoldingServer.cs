using Claudit.Local.Engine;
using Claudit.Local.Serving;
using Claudit.Workflow;

namespace Claudit.Api;

/// <summary>A server whose audits stop before their sections until they are let go or interrupted.</summary>
public sealed class HoldingServer : Server
{
    private readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ApiOptions Api { get; init; } = new();

    internal EngineSettings Engine { get; init; } = new();

    internal override ServeOptions Options => new() { Api = Api, Engine = Engine, Activities = Hold };

    public static async Task<HoldingServer> StartAsync(ApiOptions? options = null, EngineSettings? engine = null)
    {
        var server = new HoldingServer { Api = options ?? new ApiOptions(), Engine = engine ?? new EngineSettings() };
        await server.InitializeAsync();
        return server;
    }

    public void LetGo() => _letGo.TrySetResult();

    private void Hold(ActivityTable activities)
    {
        var audit = activities.Find(AuditWorkflow.AuditSection);
        activities.Add(AuditWorkflow.AuditSection, async (input, cancel) =>
        {
            await _letGo.Task.WaitAsync(cancel);
            return await audit(input, cancel);
        });
    }
}
