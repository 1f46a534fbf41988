import { Controller, HttpCode, Post, RawBodyRequest, Req, UnauthorizedException } from '@nestjs/common';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Request } from 'express';
import { Alerts } from '../alerts/alerts.service';
import { Invoices } from '../invoices/invoices.service';
import { UsageLedger } from '../usage/usage-ledger.service';

@Controller('webhooks/lago')
export class LagoWebhookController {
  constructor(
    private readonly invoices: Invoices,
    private readonly ledger: UsageLedger,
    private readonly alerts: Alerts,
  ) {}

  @Post()
  @HttpCode(204)
  async receive(@Req() request: RawBodyRequest<Request>): Promise<void> {
    const raw = request.rawBody ?? Buffer.alloc(0);
    if (!signed(raw, request.header('x-lago-signature') ?? '')) throw new UnauthorizedException();
    const hook = JSON.parse(raw.toString('utf8'));

    switch (hook.webhook_type) {
      case 'invoice.created':
      case 'invoice.payment_status_updated':
        await this.invoices.upsert(hook.invoice);
        break;
      case 'events.errors': {
        const { invalid_code = [], missing_aggregation_property = [], invalid_filter_values = [] } = hook.events_errors;
        const reasons = { invalid_code, missing_aggregation_property, invalid_filter_values };
        for (const [reason, ids] of Object.entries(reasons)) {
          await this.ledger.markRefused(ids, reason);
        }
        await this.alerts.page('Lago cannot bill stored events', reasons);
        break;
      }
      case 'subscription.terminated':
        await this.ledger.closeSubscription(hook.subscription.external_id, new Date(hook.subscription.terminated_at));
        break;
      case 'alert.triggered':
        await this.alerts.notifyCustomer(hook.triggered_alert);
        break;
    }
  }
}

function signed(body: Buffer, signature: string): boolean {
  const expected = createHmac('sha256', process.env.LAGO_HMAC_KEY!).update(body).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
