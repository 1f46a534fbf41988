using Azure.Core;

namespace Azure.Storage.Blobs;

/// <summary>Retries, transport and diagnostics of the clients; the service version is the package's own.</summary>
public class BlobClientOptions : ClientOptions;
