import { Duration, Stack, type StackProps } from "aws-cdk-lib"
import * as kinesis from "aws-cdk-lib/aws-kinesis"
import * as lambda from "aws-cdk-lib/aws-lambda"
import { KinesisEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources"
import { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs"
import type * as sns from "aws-cdk-lib/aws-sns"
import * as sqs from "aws-cdk-lib/aws-sqs"
import type { Construct } from "constructs"

import { UsageAlarms } from "./usage-alarms"

export interface MeteringStackProps extends StackProps {
  readonly onCall: sns.ITopic
  readonly quietestHour: Readonly<Record<string, number>>
}

export class MeteringStack extends Stack {
  constructor(scope: Construct, id: string, props: MeteringStackProps) {
    super(scope, id, props)

    const stream = new kinesis.Stream(this, "Usage", {
      streamMode: kinesis.StreamMode.ON_DEMAND,
      retentionPeriod: Duration.days(14),
    })
    const deadLetters = new sqs.Queue(this, "UsageDeadLetters", { retentionPeriod: Duration.days(14) })
    const writer = new NodejsFunction(this, "UsageWriter", {
      entry: "functions/usage-writer/index.ts",
      runtime: lambda.Runtime.NODEJS_22_X,
      timeout: Duration.minutes(1),
    })
    writer.addEventSource(
      new KinesisEventSource(stream, {
        startingPosition: lambda.StartingPosition.TRIM_HORIZON,
        batchSize: 500,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: 50,
        onFailure: new SqsDlq(deadLetters),
      }),
    )

    new UsageAlarms(this, "Alarms", {
      stream,
      deadLetters,
      onCall: props.onCall,
      quietestHour: props.quietestHour,
    })
  }
}
