using Azure.Core;
using Azure.Core.Pipeline;

namespace Claudit.Storage;

/// <summary>Sends the next write twice, as the client does that gets no answer to the first, and shows the second answer.</summary>
internal sealed class WritesSentTwice : HttpPipelinePolicy
{
    private int _left;

    public void Next() => Interlocked.Increment(ref _left);

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (IsChosen(message)) ProcessNext(message, pipeline);
        ProcessNext(message, pipeline);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (IsChosen(message)) await ProcessNextAsync(message, pipeline);
        await ProcessNextAsync(message, pipeline);
    }

    private bool IsChosen(HttpMessage message) =>
        message.Request.Method == RequestMethod.Put && Interlocked.CompareExchange(ref _left, 0, 1) == 1;
}
