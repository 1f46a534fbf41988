using Microsoft.EntityFrameworkCore;

namespace Smsgate.Data
{
    public class UsageQueries
    {
        private readonly SmsgateContext _context;

        public UsageQueries(SmsgateContext context)
        {
            _context = context;
        }

        public IAsyncEnumerable<SentSms> SentAsync(
            Guid accountId, DateTime start, DateTime end, CancellationToken cancel)
        {
            DateTimeOffset from = start;
            DateTimeOffset until = end;
            return _context.SentSms
                .AsNoTracking()
                .Where(sms => sms.AccountId == accountId && sms.SentAt >= from && sms.SentAt < until)
                .OrderBy(sms => sms.SentAt)
                .ThenBy(sms => sms.Id)
                .AsAsyncEnumerable();
        }
    }
}
