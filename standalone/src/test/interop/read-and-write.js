// Reads facts and commands that Kassa wrote, prints each as a line of JSON; registers a schema and writes a command of its own.
//
//   node read-and-write.js BOOTSTRAP REGISTRY_URL EXPECTED_RECORDS
import { Kafka, logLevel } from 'kafkajs';
import registryPackage from '@kafkajs/confluent-schema-registry';

const { SchemaRegistry } = registryPackage;
const [bootstrap, registryUrl, expected] = process.argv.slice(2);
const MERCHANT = 'retail-france';

const kafka = new Kafka({ clientId: 'interop', brokers: [bootstrap], logLevel: logLevel.ERROR });
const registry = new SchemaRegistry({ host: registryUrl });

async function readAll(count) {
  const consumer = kafka.consumer({ groupId: 'interop' });
  await consumer.connect();
  await consumer.subscribe({ topics: ['commands', 'payments'], fromBeginning: true });
  await new Promise((done, failed) => {
    let seen = 0;
    consumer.run({
      eachMessage: async ({ topic, message }) => {
        try {
          const value = await registry.decode(message.value);
          console.log(JSON.stringify({ topic, key: message.key.toString(), value }));
          if (++seen === count) {
            done();
          }
        } catch (error) {
          failed(error);
        }
      },
    });
  });
  await consumer.disconnect();
}

async function writeACommand() {
  const id = await registry.getLatestSchemaId('commands-value');
  const value = await registry.encode(id, {
    command_id: 'from-javascript',
    request_id: null,
    reply_to: null,
    reply_when: 'ACCEPTED',
    actor: 'interop',
    idempotency_key: 'key-1',
    body: {
      'dev.kassa.avro.CreateRefund': {
        merchant_id: MERCHANT,
        order_no: 'Bestellung 1',
        payment_id: null,
        refund_no: 'R-1',
        amount: 250,
        reason: null,
        occurred_at_ms: null,
      },
    },
  });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: 'commands', messages: [{ key: MERCHANT, value }] });
  await producer.disconnect();
}

async function registerASchema() {
  const schema = { type: 'record', name: 'Note', namespace: 'interop', fields: [{ name: 'text', type: 'string' }] };
  const { id } = await registry.register({ type: 'AVRO', schema: JSON.stringify(schema) }, { subject: 'interop-value' });
  const note = await registry.decode(await registry.encode(id, { text: 'hello' }));
  if (note.text !== 'hello') {
    throw new Error('a schema that was registered is not the one that was given back');
  }
}

await readAll(Number(expected));
await registerASchema();
await writeACommand();
