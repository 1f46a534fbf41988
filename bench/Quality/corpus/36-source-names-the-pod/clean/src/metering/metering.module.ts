import { Module } from "@nestjs/common"
import { ConfigService } from "@nestjs/config"
import { OpenMeter } from "@openmeter/sdk"
import { SqsModule } from "@ssut/nestjs-sqs"

import { MetricsModule } from "../metrics/metrics.module"
import { UsageForwarder } from "./usage-forwarder.service"

@Module({
  imports: [
    MetricsModule,
    SqsModule.registerAsync({
      inject: [ConfigService],
      useFactory: (config: ConfigService) => ({
        consumers: [
          {
            name: "usage",
            queueUrl: config.getOrThrow("USAGE_QUEUE_URL"),
            region: config.getOrThrow("AWS_REGION"),
            batchSize: 10,
            visibilityTimeout: 120,
          },
        ],
        producers: [],
      }),
    }),
  ],
  providers: [
    UsageForwarder,
    {
      provide: OpenMeter,
      inject: [ConfigService],
      useFactory: (config: ConfigService) =>
        new OpenMeter({
          baseUrl: config.getOrThrow("OPENMETER_URL"),
          apiKey: config.getOrThrow("OPENMETER_API_KEY"),
        }),
    },
  ],
})
export class MeteringModule {}
