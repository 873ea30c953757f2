/**
 * The import law: which room may know which. Read a rule as "files under `from` may import nothing else than …".
 */
const rooms = ['policy', 'account', 'rule', 'remediation', 'infra', 'conformance-pack', 'cli', 'bench', 'test'];

const only = (name, from, allowed, comment, more = {}) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { pathNot: allowed, ...more },
});

/** Modules of Node.js itself. */
const andNode = { dependencyTypesNot: ['core'] };

export default {
  forbidden: [
    only('policy-imports-nothing', '^policy/', ['^policy/'], 'what a policy means: pure, no library, no Node'),
    only('ports-import-nothing', '^account/ports\\.ts$', ['^account/ports\\.ts$'], 'what we need, in our words'),
    only(
      'live',
      '^account/live/',
      ['^account/(live/|ports\\.ts$)', 'node_modules/@(aws-sdk|smithy)/'],
      'the AWS SDK is used here and nowhere else',
    ),
    only(
      'sandbox',
      '^account/sandbox/',
      ['^account/(sandbox/|ports\\.ts$)', 'node_modules/'],
      'a pretend account knows neither rule nor statement: who judges policies is handed in',
      andNode,
    ),
    only(
      'decide',
      '^rule/(decide|judge|verdict)\\.ts$',
      ['^rule/(decide|judge|verdict)\\.ts$', '^policy/'],
      'the opinion is pure',
    ),
    only(
      'rule',
      '^rule/(?!handler)',
      ['^rule/', '^policy/', '^account/ports\\.ts$', 'node_modules/zod'],
      'the rule does not know that it can be remediated',
    ),
    only(
      'remediation',
      '^remediation/(?!handler|runbook-yaml)',
      [
        '^remediation/',
        '^policy/',
        '^account/ports\\.ts$',
        '^rule/(subject|decide|verdict|parameters)\\.ts$',
        'node_modules/zod',
        '^(node:)?crypto$',
      ],
      'remediation asks the rule, and hashes what it must not overwrite',
    ),
    only(
      'conformance-pack',
      '^conformance-pack/',
      [
        '^conformance-pack/',
        '^rule/(parameters|arn)\\.ts$',
        '^remediation/(parameters|runbook)\\.ts$',
        'node_modules/(yaml|zod)/',
      ],
      'what a customer imports: names and parameters come from those who own them',
      andNode,
    ),
    only(
      'infra',
      '^infra/',
      [
        '^infra/',
        '^conformance-pack/',
        '^rule/(parameters|log)\\.ts$',
        '^remediation/(parameters|runbook|runbook-yaml)\\.ts$',
        'node_modules/(aws-cdk-lib|constructs|esbuild|zod)/',
      ],
      'what is installed: handlers are bundled by their paths, never imported',
      andNode,
    ),
    only(
      'cli',
      '^cli/',
      ['^cli/', '^policy/', '^rule/', '^remediation/', '^account/', '^package\\.json$', 'node_modules/'],
      'how a person asks',
      andNode,
    ),
    {
      name: 'aws-sdk-only-in-live',
      severity: 'error',
      from: { path: rooms.map((room) => `^${room}/`), pathNot: ['^account/live/', '^test/'] },
      to: { path: 'node_modules/@aws-sdk/' },
    },
    {
      name: 'cdk-only-in-infra',
      severity: 'error',
      from: { path: rooms.map((room) => `^${room}/`), pathNot: ['^infra/', '^test/infra/'] },
      to: { path: 'node_modules/(aws-cdk-lib|constructs)/' },
    },
    {
      name: 'nothing-imports-test',
      severity: 'error',
      comment: 'the benchmark measures the oracle of the tests beside the engine',
      from: { pathNot: ['^test/', '^bench/'] },
      to: { path: '^test/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
};
