using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Parcelly.Carriers;
using Parcelly.Data;
using Parcelly.Documents;
using Parcelly.Identity;

namespace Parcelly.Labels
{
    [ApiController]
    [Authorize]
    [Route("v2/labels")]
    public class LabelsController : ControllerBase
    {
        private readonly ParcellyDbContext _db;
        private readonly ICarrierGateway _carriers;
        private readonly ILabelDocuments _documents;
        private readonly TimeProvider _clock;

        public LabelsController(
            ParcellyDbContext db, ICarrierGateway carriers, ILabelDocuments documents, TimeProvider clock)
        {
            _db = db;
            _carriers = carriers;
            _documents = documents;
            _clock = clock;
        }

        [HttpPost]
        public async Task<ActionResult<LabelModel>> Create(CreateLabelModel model, CancellationToken cancel)
        {
            var merchantId = User.GetMerchantId();
            var order = await _db.Orders.SingleOrDefaultAsync(
                o => o.Id == model.OrderId && o.MerchantId == merchantId, cancel);
            if (order == null)
            {
                return NotFound();
            }

            var purchase = await _carriers.BuyAsync(order, model.Service, reference: order.Id.ToString("N"), cancel);
            var label = new ShippingLabel
            {
                Id = purchase.LabelId,
                OrderId = order.Id,
                MerchantId = merchantId,
                Service = model.Service,
                TrackingNumber = purchase.TrackingNumber,
                PurchasedAt = _clock.GetUtcNow(),
            };
            _db.Labels.Add(label);

            var url = await _documents.PublishAsync(label.Id, purchase.Pdf, cancel);

            _db.UsageOutbox.Add(UsageOutboxRow.For(label));
            await _db.SaveChangesAsync(CancellationToken.None);
            return Ok(new LabelModel(label.Id, label.TrackingNumber, url));
        }
    }
}
