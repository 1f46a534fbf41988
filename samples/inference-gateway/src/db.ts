import pg from 'pg';

pg.types.setTypeParser(pg.types.builtins.INT8, BigInt);

export const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });

export async function transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
