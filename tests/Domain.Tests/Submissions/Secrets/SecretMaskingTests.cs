using Xunit;

namespace Claudit.Submissions.Secrets;

/// <summary>What holds for any text; tests/fixtures/secrets says what is a secret and what is none.</summary>
public sealed class SecretMaskingTests
{
    private const string Random24 = "4eC39HqLyjWDarjtT1zdp7dc";
    private const string Random36 = "a8Kd03Lm5Pq7Rs9Tu1Vw2Xy4Za6Bc8De0Fg2";
    private const string Header = "eyJhbGciOiJIUzI1NiJ9";

    [Theory]
    [InlineData("task_live_4eC39HqLyjWDarjtT1zdp7dc")]
    [InlineData("sk_live_short")]
    [InlineData("sk_live_xxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("SK_LIVE_4eC39HqLyjWDarjtT1zdp7dc")]
    [InlineData("sk_test_YOUR_SECRET_KEY_HERE_PLEASE")]
    [InlineData("key.startsWith('sk_live_')")]
    [InlineData("AKIAIOSFODNN7EXAMPLEANDMORE")]
    [InlineData("secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY")]
    [InlineData("this.password = password;")]
    [InlineData("connect(password=os.environ['DB_PASSWORD'])")]
    [InlineData("\"Server=db;Password={0};\"")]
    [InlineData("\"Server=db;Password=${DB_PASSWORD};\"")]
    [InlineData("https://${user}:${password}@host/")]
    [InlineData("https://example.com:8080/@scope/name")]
    [InlineData("see https://example.com/a:b@c")]
    [InlineData("eyJ.eyJ.eyJ")]
    [InlineData("if (pem.includes('-----BEGIN PRIVATE KEY-----')) return parse(pem);")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUabcdefghijklmnopqrstuvwxyz0123456789\n-----END CERTIFICATE-----")]
    [InlineData("idempotencyKey: crypto.randomUUID()")]
    [InlineData("password: 'required'")]
    [InlineData("'Bearer authentication is required here'")]
    [InlineData("`Bearer ${token}`")]
    [InlineData("password: \"${DB_PASSWORD}\"")]
    [InlineData("password = form.password2;")]
    [InlineData("{ type: 'password', label: 'Your password, 8 characters or more' }")]
    [InlineData("{ password: 'At least 8 characters' }")]
    [InlineData("token: 'input_tokens_total'")]
    [InlineData("unit: \"token\", price: \"0.00001500\"")]
    [InlineData("tokens: \"a1b2c3d4e5f6g7h8\"")]
    [InlineData("token_endpoint: '/oauth2/v1/token123'")]
    [InlineData("apiKey: process.env.ORB_API_KEY2")]
    [InlineData("event_name = 'usage_live_request_counted_1'")]
    [InlineData("SECRET_NAME=\"projects/acme/secrets/orb\"")]
    public void Look_alikes_stay_as_they_are(string text)
    {
        var masked = SecretMasking.MaskSecrets(text, Language.Text);
        Assert.Same(text, masked.Text);
        Assert.Empty(masked.Secrets);
    }

    [Fact]
    public void A_private_key_is_covered_line_by_line_and_its_armour_stays()
    {
        var body = string.Concat(Enumerable.Repeat("MIIEvQIBADANBgkqhkiG", 3));
        var text = $"a\n-----BEGIN RSA PRIVATE KEY-----\r\n{body}\r\n{body}\r\n-----END RSA PRIVATE KEY-----\nb";
        var stars = new string('*', 60);

        var masked = SecretMasking.MaskSecrets(text, Language.Text);

        Assert.Equal($"a\n-----BEGIN RSA PRIVATE KEY-----\r\n{stars}\r\n{stars}\r\n-----END RSA PRIVATE KEY-----\nb", masked.Text);
        Assert.Equal("private-key", Assert.Single(masked.Secrets).Kind);
    }

    [Fact]
    public void A_private_key_in_a_string_keeps_its_quotes()
    {
        var body = string.Concat(Enumerable.Repeat("MIIEvQIBADANBgkqhkiG", 3));
        var masked = SecretMasking.MaskSecrets($"key = \"-----BEGIN PRIVATE KEY-----\\n{body}\\n-----END PRIVATE KEY-----\"; next(\"a\")", Language.Text);

        Assert.Equal($"key = \"-----BEGIN PRIVATE KEY-----\\*{new string('*', 60)}\\*-----END PRIVATE KEY-----\"; next(\"a\")", masked.Text);
    }

    [Fact]
    public void A_secret_as_user_of_an_address_is_found_beside_its_password()
    {
        var masked = SecretMasking.MaskSecrets($"https://sk_live_{Random24}:hunter2@api.example.com", Language.Text);
        Assert.Equal(["stripe-secret-key", "url-password"], masked.Secrets.Select(secret => secret.Kind));
        Assert.Equal($"https://sk_live_{new string('*', 24)}:*******@api.example.com", masked.Text);
    }

    [Fact]
    public void Several_secrets_are_listed_in_order()
    {
        var masked = SecretMasking.MaskSecrets($"glpat-{Random24}\nsk_live_{Random24}\nrk_test_{Random24}", Language.Text);
        Assert.Equal(["gitlab-token", "stripe-secret-key", "stripe-restricted-key"], masked.Secrets.Select(secret => secret.Kind));
    }

    [Theory]
    [InlineData("eyJ")]
    [InlineData("-----BEGIN ")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY----- - ")]
    [InlineData("://a:")]
    [InlineData("Server=a;Password=")]
    [InlineData("secret_access_key=")]
    [InlineData("AIza-")]
    [InlineData("xoxb-")]
    [InlineData("password")]
    [InlineData("token=")]
    [InlineData("secret='")]
    [InlineData("a_live_")]
    [InlineData("session_token=")]
    [InlineData("Private-Lines: 99\n")]
    [InlineData("ghs_a_eyJ.")]
    [InlineData("sk-T3BlbkFJ")]
    [InlineData(".atlasv1.")]
    [InlineData("Basic aaaa")]
    [InlineData("?sig=%2B")]
    [InlineData("host=a password=")]
    [InlineData("jdbc:oracle:thin:")]
    [InlineData("<password>")]
    [InlineData("\npassword: ")]
    [InlineData("\ud800")]
    public void A_million_beginnings_of_a_secret_take_linear_time(string beginning)
    {
        // Quadratic work over so many characters would outlast any test run; there is no other clock here.
        var text = string.Concat(Enumerable.Repeat(beginning, 1_000_000 / beginning.Length));
        Assert.Equal(text.Length, SecretMasking.MaskSecrets(text, Language.Text).Text.Length);
    }

    [Fact]
    public void The_checksum_is_that_of_the_characters_before_it()
    {
        // CRC-32 of "abcdefghijklmnopqrstuvwxyz0123" is 2,154,666,580, which is 2LolCm in base 62.
        Assert.True(TokenChecksum.Fits("abcdefghijklmnopqrstuvwxyz01232LolCm"));
        Assert.False(TokenChecksum.Fits("abcdefghijklmnopqrstuvwxyz01242LolCm"));
        Assert.False(TokenChecksum.Fits("2LolCm"));
    }

    [Fact]
    public void Length_and_line_breaks_survive_on_any_text()
    {
        var random = new Random(23);
        var pieces = SecretKinds.All.SelectMany(kind => kind.Shapes).Select(shape => shape.Literal).Distinct()
            .Concat([Random24, Random36, "PRIVATE KEY-----", "\n", "\r\n", "@", ":", ";", "=", "\"", "-----", " ", ".", "Server=", Header]).ToArray();
        for (var round = 0; round < 3_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, 30).Select(_ => pieces[random.Next(pieces.Length)]));
            var masked = SecretMasking.MaskSecrets(text, Language.Text).Text;
            Assert.Equal(text.Length, masked.Length);
            for (var i = 0; i < text.Length; i++) Assert.True(masked[i] == text[i] || masked[i] == '*' && text[i] is not ('\r' or '\n'));
        }
    }
}
