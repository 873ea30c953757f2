/**
 * How fast a policy is decided, parse included, on one core: beside a naive reader of the same texts and beside the z3 encoding of the same
 * questions, measured in turns in one run. `npm run bench`
 */
import { cpus } from 'node:os';
import { canOutsiderEnter, type OutsiderAnswer } from '../policy/ask.ts';
import { parseVpcEndpointId, parseVpcId } from '../policy/ids.ts';
import { parsePolicy } from '../policy/parse.ts';
import { unknownApi, type TrustedNetwork } from '../policy/request.ts';
import { Oracle } from '../test/support/oracle/solver.ts';
import { questionMarks, sixtyRoutes, starredPatterns, trustedVpc } from './adversary.ts';
import { readCorpus, type CorpusPolicy } from './corpus.ts';
import { inTurns, quantiles } from './measure.ts';
import { naiveReader } from './naive.ts';

const endpoint = 'vpce-0a1b2c3d4e5f60718';

function network(vpc: string | null, vpcEndpoint: string | null): TrustedNetwork {
  const vpcId = vpc === null ? null : parseVpcId(vpc);
  const vpcEndpointId = vpcEndpoint === null ? null : parseVpcEndpointId(vpcEndpoint);
  return {
    vpcIds: vpcId === null ? [] : [vpcId],
    vpcEndpointIds: vpcEndpointId === null ? [] : [vpcEndpointId],
    endpoints: new Map(),
    ownAccount: null,
  };
}

function decideText(text: string, trusted: TrustedNetwork): OutsiderAnswer | null {
  const read = parsePolicy(text);
  if (read.kind !== 'policy') return null;
  return canOutsiderEnter({ policy: read.policy, trusted, api: unknownApi, authorization: 'policy-only' });
}

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

function againstNaive(corpus: readonly CorpusPolicy[]): void {
  const trusted = network(null, endpoint);
  const text = (index: number): string => corpus[index % corpus.length]?.text ?? '';
  const rates = inTurns(
    {
      'naive reader': (i) => naiveReader(text(i)),
      'parse only': (i) => parsePolicy(text(i)),
      'parse and decide': (i) => decideText(text(i), trusted),
    },
    corpus.length * 20,
    40,
  );
  const naive = rates[0]?.best ?? 1;
  print('| reader | µs a policy | policies a second | times the naive reader |\n| --- | --- | --- | --- |');
  for (const { name, best } of rates)
    print(`| ${name} | ${best.toFixed(2)} | ${Math.round(1e6 / best)} | ${(best / naive).toFixed(1)} |`);
  const [p50, p99, most] = quantiles((i) => decideText(text(i), trusted), corpus.length, [0.5, 0.99, 1]);
  print(
    `\nsingle policies, parse and decide: p50 ${(p50 ?? 0).toFixed(0)} µs, p99 ${(p99 ?? 0).toFixed(0)} µs, most ${(most ?? 0).toFixed(0)} µs`,
  );
}

async function againstZ3(corpus: readonly CorpusPolicy[]): Promise<void> {
  const trusted = network(null, endpoint);
  const readable = corpus.flatMap(({ text }) =>
    parsePolicy(text).kind === 'policy' && text.startsWith('{"') ? [text] : [],
  );
  const ours = performance.now();
  for (const text of readable) decideText(text, trusted);
  const oursTook = performance.now() - ours;
  const oracle = await Oracle.start();
  const theirs = performance.now();
  for (const text of readable) {
    const policy: unknown = JSON.parse(text);
    const known = { vpcIds: [], vpcEndpointIds: [endpoint], endpoints: {}, ownAccount: null };
    await oracle.ask({
      policy,
      trusted: known,
      api: unknownApi,
      authorization: 'policy-only',
      reading: 'possible',
      scope: 'outside',
    });
  }
  const theirsTook = performance.now() - theirs;
  await oracle.stop();
  print(
    `\nthe ${readable.length} readable policies once: this engine ${oursTook.toFixed(0)} ms, the z3 encoding ${(theirsTook / 1000).toFixed(1)} s, ${Math.round(theirsTook / oursTook)} times as long`,
  );
}

function adversaries(): void {
  const trusted = network(trustedVpc, null);
  const policies = {
    'sixty statements, 8,192 characters, open': sixtyRoutes(false),
    'sixty statements, 8,192 characters, closed': sixtyRoutes(true),
    'patterns of ten stars each (`*a*b*c*…`)': starredPatterns('abcdefghij'),
    'patterns of 26 stars each': starredPatterns('abcdefghijklmnopqrstuvwxyz'),
    'twenty patterns with up to twenty `?` after a star': questionMarks(20),
  };
  print('\n| adversary | characters | ms | answer |\n| --- | --- | --- | --- |');
  for (const [name, text] of Object.entries(policies)) {
    const [best = 0] = quantiles(() => decideText(text, trusted), 1, [0]);
    print(`| ${name} | ${text.length} | ${(best / 1000).toFixed(1)} | ${answerOf(decideText(text, trusted))} |`);
  }
}

function answerOf(answer: OutsiderAnswer | null): string {
  if (answer === null) return 'unreadable';
  return answer.answer === 'unknown' ? `unknown (${answer.unsettled[0].reason.kind})` : answer.answer;
}

const [, , file = 'test/corpus/policies.jsonl'] = process.argv;
const corpus = readCorpus(file);
print(`${cpus()[0]?.model ?? 'unknown processor'}, Node.js ${process.version}; ${corpus.length} policies\n`);
againstNaive(corpus);
adversaries();
await againstZ3(corpus);
