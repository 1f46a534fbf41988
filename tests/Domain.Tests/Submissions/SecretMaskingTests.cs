using Xunit;

namespace Claudit.Submissions;

/// <summary>The samples are put together here, so that no scanner takes this file for a leak.</summary>
public sealed class SecretMaskingTests
{
    private const string Random24 = "4eC39HqLyjWDarjtT1zdp7dc";
    private const string Random36 = "a8Kd03Lm5Pq7Rs9Tu1Vw2Xy4Za6Bc8De0Fg2";
    private const string Header = "eyJhbGciOiJIUzI1NiJ9";

    public static TheoryData<string, string, string> Secrets => new()
    {
        { "stripe-secret-key", "const k = 'sk_" + "live_{0}';", Random24 },
        { "stripe-secret-key", "sk_" + "test_{0}", Random24 },
        { "stripe-restricted-key", "rk_" + "live_{0}", Random24 },
        { "stripe-webhook-secret", "\"whsec_" + "{0}\"", Random36 },
        { "aws-access-key-id", "AWS_ACCESS_KEY_ID=AKIA" + "{0}\n", "IOSFODNN7EXAMPLE" },
        { "aws-secret-access-key", "aws_secret_access_key = {0}\n", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" },
        { "aws-secret-access-key", "secretAccessKey: \"{0}\",", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" },
        { "aws-secret-access-key", "env[\"AWS_SECRET_ACCESS_KEY\"] = '{0}'", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" },
        { "github-token", "ghp_" + "{0}", Random36 },
        { "github-token", "github_pat_" + "{0}", "11ABCDEFG0aBcDeFgHiJkL_" + Random36 + "ab" },
        { "google-api-key", "key=AIza" + "{0}&x", "SyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY" },
        { "slack-token", "xoxb-" + "{0}", "123456789012-abcdefABCDEF" },
        { "slack-webhook", "https://hooks.slack.com/services/{0}", "T00000001/B00000002/" + Random24 },
        { "json-web-token", "Bearer {0}", Header + "." + Header + "." + Random36 },
        { "connection-string-key", "\"AccountName=a;AccountKey={0};EndpointSuffix=x\"", Random36 + "Zm9v==" },
        { "connection-string-password", "\"Server=db;User Id=app;Password={0};\"", "hunter2!" },
        { "connection-string-password", "'Host=db;Username=app;pwd={0}'", "p@ss,word" },
        { "connection-string-key", "cs: \"AccountKey={0};\"", Random36 },
        { "gitlab-token", "glpat-" + "{0}", Random24 },
        { "sendgrid-key", "SG." + "{0}", "abcdefghijklmnopqrstuv.abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG" },
        { "bearer-token", "headers: { Authorization: 'Bearer {0}' }", Random24 },
        { "url-password", "postgres://app:{0}@db.internal/usage", "s3cr:et!" },
        { "url-password", "redis://:{0}@cache:6379", "hunter2" },
        { "password", "connect({ user: 'app', password: '{0}' })", "hunter2" },
        { "password", "{ \"password\": \"{0}\" }", "Tr0ub4dor&3xyz" },
        { "password", "conn = connect(password=\"{0}\")", "correct!horse" },
        { "password", "\nexport DB_PASSWORD={0}\n", "hunter2!x" },
        { "secret", "private const string ClientSecret = \"{0}\";", "q8Zt~4mPx1vLw9KdRs" },
        { "api-key", "const orb = new Orb({ apiKey: '{0}' });", Random24 },
        { "api-key", "LAGO_API_KEY=\"{0}\"", "0c1d2e3f-4a5b-6c7d-8e9f-001122334455" },
        { "api-key", "headers.set('Authorization', 'orb_" + "live_{0}')", Random24 },
        { "token", "METRONOME_TOKEN = '{0}'", Random36 },
        { "stripe-secret-key", "stripeSecretKey: 'sk_" + "live_{0}'", Random24 },
    };

    [Theory]
    [MemberData(nameof(Secrets))]
    public void A_secret_is_covered_by_as_many_characters(string kind, string frame, string secret)
    {
        var text = "// first line\n" + frame.Replace("{0}", secret, StringComparison.Ordinal) + "\nafter();\n";
        var masked = SecretMasking.MaskSecrets(text);

        Assert.Equal("// first line\n" + frame.Replace("{0}", new string('*', secret.Length), StringComparison.Ordinal) + "\nafter();\n", masked.Text);
        Assert.Equal([kind], masked.Secrets.Select(found => found.Kind));
        Assert.Empty(SecretMasking.MaskSecrets(masked.Text).Secrets);
    }

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
        var masked = SecretMasking.MaskSecrets(text);
        Assert.Same(text, masked.Text);
        Assert.Empty(masked.Secrets);
    }

    [Fact]
    public void A_private_key_is_covered_line_by_line_and_its_armour_stays()
    {
        var body = string.Concat(Enumerable.Repeat("MIIEvQIBADANBgkqhkiG", 3));
        var text = $"a\n-----BEGIN RSA PRIVATE KEY-----\r\n{body}\r\n{body}\r\n-----END RSA PRIVATE KEY-----\nb";
        var stars = new string('*', 60);

        var masked = SecretMasking.MaskSecrets(text);

        Assert.Equal($"a\n-----BEGIN RSA PRIVATE KEY-----\r\n{stars}\r\n{stars}\r\n-----END RSA PRIVATE KEY-----\nb", masked.Text);
        Assert.Equal("private-key", Assert.Single(masked.Secrets).Kind);
    }

    [Fact]
    public void A_private_key_in_a_string_keeps_its_quotes()
    {
        var body = string.Concat(Enumerable.Repeat("MIIEvQIBADANBgkqhkiG", 3));
        var masked = SecretMasking.MaskSecrets($"key = \"-----BEGIN PRIVATE KEY-----\\n{body}\\n-----END PRIVATE KEY-----\"; next(\"a\")");

        Assert.Equal($"key = \"-----BEGIN PRIVATE KEY-----\\*{new string('*', 60)}\\*-----END PRIVATE KEY-----\"; next(\"a\")", masked.Text);
    }

    [Fact]
    public void A_secret_as_user_of_an_address_is_found_beside_its_password()
    {
        var masked = SecretMasking.MaskSecrets($"https://sk_live_{Random24}:hunter2@api.example.com");
        Assert.Equal(["stripe-secret-key", "url-password"], masked.Secrets.Select(secret => secret.Kind));
        Assert.Equal($"https://sk_live_{new string('*', 24)}:*******@api.example.com", masked.Text);
    }

    [Fact]
    public void Several_secrets_are_listed_in_order()
    {
        var masked = SecretMasking.MaskSecrets($"ghp_{Random36}\nsk_live_{Random24}\nrk_test_{Random24}");
        Assert.Equal(["github-token", "stripe-secret-key", "stripe-restricted-key"], masked.Secrets.Select(secret => secret.Kind));
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
    [InlineData("\ud800")]
    public void A_million_beginnings_of_a_secret_take_linear_time(string beginning)
    {
        // Quadratic work over so many characters would outlast any test run; there is no other clock here.
        var text = string.Concat(Enumerable.Repeat(beginning, 1_000_000 / beginning.Length));
        Assert.Equal(text.Length, SecretMasking.MaskSecrets(text).Text.Length);
    }

    [Fact]
    public void Length_and_line_breaks_survive_on_any_text()
    {
        var random = new Random(23);
        var pieces = SecretPattern.All.Select(pattern => pattern.Literal)
            .Concat([Random24, Random36, "PRIVATE KEY-----", "\n", "\r\n", "@", ":", ";", "=", "\"", "-----", " ", ".", "Server=", Header]).ToArray();
        for (var round = 0; round < 3_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, 30).Select(_ => pieces[random.Next(pieces.Length)]));
            var masked = SecretMasking.MaskSecrets(text).Text;
            Assert.Equal(text.Length, masked.Length);
            for (var i = 0; i < text.Length; i++) Assert.True(masked[i] == text[i] || masked[i] == '*' && text[i] is not ('\r' or '\n'));
        }
    }
}
