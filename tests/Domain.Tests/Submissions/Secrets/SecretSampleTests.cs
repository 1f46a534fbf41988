using System.Text;
using Xunit;

namespace Claudit.Submissions.Secrets;

public sealed class SecretSampleTests
{
    private static readonly IReadOnlyList<SecretSample> Samples = SecretSample.ReadAll(RepositoryFile.PathOf("tests/fixtures/secrets"));

    public static TheoryData<string> Guilty => [.. Samples.Where(sample => sample is { Kind: not null, IsKnownWrong: false }).Select(sample => sample.Name)];

    public static TheoryData<string> Innocent => [.. Samples.Where(sample => sample is { Kind: null, IsKnownWrong: false }).Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Guilty))]
    public void A_secret_is_covered_and_nothing_else(string name)
    {
        var (sample, reading) = Read(name);

        Assert.Equal(sample.Masked, Assert.Single(reading.Files).Text);
        Assert.Equal([new MaskedSecret(sample.Kind!, sample.Path, sample.Line)], reading.Manifest!.Masked);
        Assert.Empty(SecretMasking.MaskSecrets(sample.Masked, Language.Yaml).Secrets);
    }

    [Theory]
    [MemberData(nameof(Innocent))]
    public void What_only_looks_like_a_secret_stays(string name)
    {
        var (sample, reading) = Read(name);

        Assert.Equal(sample.Text, Assert.Single(reading.Files).Text);
        Assert.Empty(reading.Manifest!.Masked);
    }

    [Fact]
    public void Every_kind_has_a_sample()
    {
        Assert.Equal(SecretKinds.All.Select(kind => kind.Id).Order(), Samples.Where(sample => sample.Kind is not null).Select(sample => sample.Kind!).Distinct().Order());
    }

    [Fact]
    public void What_is_known_to_come_out_wrong_still_does()
    {
        Assert.All(Samples.Where(sample => sample.IsKnownWrong), sample => Assert.NotEqual(sample.Masked, Assert.Single(Read(sample.Name).Reading.Files).Text));
    }

    private static (SecretSample Sample, Reading Reading) Read(string name)
    {
        var sample = Samples.Single(sample => sample.Name == name);
        var files = new ListedFiles();
        files.Add(sample.Path, Encoding.UTF8.GetBytes(sample.Text));
        return (sample, Reading.Of(files));
    }
}
