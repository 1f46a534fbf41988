namespace Claudit.Storage;

public sealed class MemoryObjectStoreTests : ObjectStoreContract
{
    protected override IObjectStore CreateStore() => new MemoryObjectStore();
}

public sealed class MemoryProgressLogTests : ProgressLogContract
{
    protected override IProgressLog CreateLog() => new MemoryProgressLog(TimeProvider.System);
}
