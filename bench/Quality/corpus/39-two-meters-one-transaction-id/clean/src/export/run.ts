import Metronome from '@metronome/sdk'
import { setTimeout as sleep } from 'node:timers/promises'
import { alert } from '../alert'
import { logger } from '../logger'
import { exportFailures, exportedCompletions, oldestPending } from '../metrics'
import { sql } from '../sql'
import { usageEvents, type Completion } from './events'

const ROWS = 50
const IDLE_MS = 5_000
const LONGEST_WAIT_MS = 300_000

const metronome = new Metronome({ bearerToken: process.env.METRONOME_BEARER_TOKEN, timeout: 15_000 })
const stopping = new AbortController()
process.once('SIGTERM', () => stopping.abort())

function exportBatch(): Promise<number> {
  return sql.begin(async (tx) => {
    const completions = await tx<Completion[]>`
      SELECT id, team_id AS "teamId", project_id AS "projectId", model,
             input_tokens AS "inputTokens", output_tokens AS "outputTokens", finished_at AS "finishedAt"
      FROM completions
      WHERE finished_at IS NOT NULL AND exported_at IS NULL
      ORDER BY finished_at
      LIMIT ${ROWS}
      FOR UPDATE SKIP LOCKED`
    oldestPending.set(completions.length ? (Date.now() - completions[0].finishedAt.getTime()) / 1000 : 0)
    if (completions.length === 0) return 0

    await metronome.v1.usage.ingest({ usage: completions.flatMap(usageEvents) })
    await tx`UPDATE completions SET exported_at = now() WHERE id IN ${tx(completions.map(({ id }) => id))}`
    exportedCompletions.inc(completions.length)
    return completions.length
  })
}

let failures = 0
while (!stopping.signal.aborted) {
  let wait = IDLE_MS
  try {
    if ((await exportBatch()) === ROWS) wait = 0
    failures = 0
  } catch (error) {
    failures += 1
    exportFailures.inc()
    logger.error({ err: error, failures }, 'completions not exported to Metronome')
    if (failures === 10) await alert('metronome-export', { failures, error: String(error) })
    wait = Math.min(IDLE_MS * 2 ** failures, LONGEST_WAIT_MS)
  }
  await sleep(wait, undefined, { signal: stopping.signal }).catch(() => undefined)
}
await sql.end()
