namespace Claudit.Crashes;

/// <summary>Where the server is just now; who asks while there is none waits for the next.</summary>
internal sealed class Whereabouts
{
    private volatile TaskCompletionSource<string> _address = Unknown();

    public Task<string> Address => _address.Task;

    public void Up(string address) => _address.SetResult(address);

    public void Lost()
    {
        if (_address.Task.IsCompleted) _address = Unknown();
    }

    private static TaskCompletionSource<string> Unknown() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
