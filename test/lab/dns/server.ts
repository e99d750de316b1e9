import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { type Answer, decode, encode, type Packet, type Question } from 'dns-packet';
import type { AccessLog } from '../access-log.ts';
import { type Listener, openListener } from '../listener.ts';
import type { Delays, DnsRecord, Fault } from '../world.ts';

const codes = { nxdomain: 3, servfail: 2, refused: 5 } as const;
const ttl = 60;

export interface DnsSurroundings {
  readonly records: ReadonlyMap<string, DnsRecord>;
  readonly delays: Delays;
  readonly faults: readonly Fault[];
  readonly log: AccessLog;
}

/** Answers DNS over UDP and TCP on one port from the records of the world; what it does not know is NXDOMAIN. */
export async function serveDns(around: DnsSurroundings): Promise<Listener> {
  const tcp = await openListener({
    listener: 'dns',
    delays: around.delays,
    faults: around.faults,
    log: around.log,
    onConnection({ socket, id }) {
      let pending: Buffer = Buffer.alloc(0);
      socket.on('error', () => socket.destroy());
      socket.on('data', (chunk: Buffer) => {
        pending = Buffer.concat([pending, chunk]);
        while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
          const size = pending.readUInt16BE(0);
          const reply = answer(pending.subarray(2, 2 + size), id, around);
          pending = pending.subarray(2 + size);
          if (!reply) continue;
          const length = Buffer.alloc(2);
          length.writeUInt16BE(reply.length);
          socket.write(Buffer.concat([length, reply]));
        }
      });
    },
  });
  const silent = around.faults.find(({ on }) => on.toLowerCase() === 'dns');
  if (silent?.does === 'refuse') return tcp;
  const udp = createSocket('udp4');
  udp.on('message', (message, from) => {
    if (silent) return;
    const reply = answer(message, '', around);
    if (!reply) return;
    const send = () => udp.send(reply, from.port, from.address);
    if (around.delays.roundTripMs > 0) setTimeout(send, around.delays.roundTripMs);
    else send();
  });
  await new Promise<void>((resolve, reject) => {
    udp.once('error', reject);
    udp.bind(tcp.port, '127.0.0.1', resolve);
  });
  const { port } = udp.address() as AddressInfo;
  return {
    port,
    close: async () => {
      await tcp.close();
      await new Promise<void>((resolve) => udp.close(() => resolve()));
    },
  };
}

/** The reply to one message; undefined when the record says that nothing comes back, or the message is none. */
function answer(message: Buffer, connection: string, { records, log }: DnsSurroundings): Buffer | undefined {
  const began = performance.now();
  let asked: Packet;
  try {
    asked = decode(message);
  } catch {
    return undefined; // no DNS: a real server drops it too
  }
  const [question] = asked.questions ?? [];
  if (!question) return undefined;
  const record = records.get(question.name.toLowerCase());
  const error = record ? record.error : 'nxdomain';
  const note = (result: string) =>
    log({
      kind: 'dns',
      listener: 'dns',
      connection,
      began,
      detail: { name: question.name, type: question.type, result },
    });
  if (error === 'timeout') {
    note('timeout');
    return undefined;
  }
  const answers = record && error === undefined ? answersTo(question, record, records) : [];
  note(error ?? `${answers.length} answers`);
  const recursion = 0x0180; // RD and RA
  return encode({
    type: 'response',
    ...(asked.id === undefined ? {} : { id: asked.id }),
    flags: recursion | (error === undefined ? 0 : codes[error]),
    questions: [question],
    answers,
  });
}

function answersTo(
  question: Question,
  record: DnsRecord,
  records: ReadonlyMap<string, DnsRecord>,
  hops = 8,
): Answer[] {
  const { name } = record;
  if (record.cname !== undefined) {
    const alias: Answer = { type: 'CNAME', name, ttl, data: record.cname };
    if (question.type === 'CNAME' || hops === 0) return [alias];
    const target = records.get(record.cname.toLowerCase());
    return [
      alias,
      ...(target && target.error === undefined ? answersTo(question, target, records, hops - 1) : []),
    ];
  }
  switch (question.type) {
    case 'A':
      return (record.a ?? []).map((data) => ({ type: 'A', name, ttl, data }));
    case 'AAAA':
      return (record.aaaa ?? []).map((data) => ({ type: 'AAAA', name, ttl, data }));
    case 'SRV':
      return (record.srv ?? []).map((data) => ({ type: 'SRV', name, ttl, data }));
    default:
      return [];
  }
}
