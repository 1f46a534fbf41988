using Claudit.Local.Serving;

return await ClauditHost.RunAsync(new ServeOptions(), CancellationToken.None);
