using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Smsgate.Data;
using Smsgate.Identity;

namespace Smsgate.Controllers
{
    [ApiController]
    [Authorize]
    [Route("account/usage")]
    public class UsageExportController : ControllerBase
    {
        private const int LongestExportDays = 366;
        private const string Header = "message_id,sent_at_utc,country,segments,price_eur,campaign,api_key\r\n";

        private readonly UsageQueries _queries;

        public UsageExportController(UsageQueries queries)
        {
            _queries = queries;
        }

        [HttpGet("export.csv")]
        public async Task<IActionResult> Export(
            [FromQuery, BindRequired] DateOnly firstDay, [FromQuery, BindRequired] DateOnly lastDay, CancellationToken cancel)
        {
            var days = lastDay.DayNumber - firstDay.DayNumber + 1;
            if (days < 1 || days > LongestExportDays)
            {
                ModelState.AddModelError(nameof(lastDay), $"An export covers 1 to {LongestExportDays} days.");
                return ValidationProblem();
            }

            var start = firstDay.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            var end = lastDay.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

            Response.ContentType = "text/csv; charset=utf-8";
            Response.Headers.ContentDisposition =
                $"attachment; filename=\"usage-{firstDay:yyyy-MM-dd}-to-{lastDay:yyyy-MM-dd}.csv\"";
            await Response.WriteAsync(Header, cancel);
            await foreach (var sms in _queries.SentAsync(User.GetAccountId(), start, end, cancel))
            {
                await Response.WriteAsync(ToRow(sms), Encoding.UTF8, cancel);
            }
            return new EmptyResult();
        }

        private static string ToRow(SentSms sms)
        {
            return string.Join(
                ',',
                sms.Id.ToString("D"),
                sms.SentAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                sms.Country,
                sms.Segments.ToString(CultureInfo.InvariantCulture),
                sms.PriceEur.ToString(CultureInfo.InvariantCulture),
                Quote(sms.Campaign),
                Quote(sms.ApiKeyName)) + "\r\n";
        }

        private static string Quote(string? text)
        {
            return "\"" + (text ?? "").Replace("\"", "\"\"") + "\"";
        }
    }
}
