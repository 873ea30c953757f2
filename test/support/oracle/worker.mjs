// In (IPC): { id, text } with SMT-LIB text. Out (IPC): { id, answer: 'sat' | 'unsat' | 'unknown', problem }.
// Promise: z3 runs on this process's own thread, so its parent may kill it at any time; it ends with its parent.
import { init } from 'z3-solver';

/** z3's search on strings now and then runs astray; another strategy usually does not. */
const ATTEMPTS = [
  { timeout: 700, 'arith.solver': 2 },
  { timeout: 1500, relevancy: 0 },
  { timeout: 2500, phase_selection: 1 },
  { timeout: 3000, 'arith.solver': 6, random_seed: 7 },
];
const CONTEXT_LIFE = 100;

const { em, Z3 } = await init();
let context = 0;
let served = 0;

function renewContext() {
  if (context !== 0) Z3.del_context(context);
  const config = Z3.mk_config();
  context = Z3.mk_context(config);
  Z3.del_config(config);
  served = 0;
}

function newSolver(options) {
  const solver = Z3.mk_simple_solver(context);
  Z3.solver_inc_ref(context, solver);
  const params = Z3.mk_params(context);
  Z3.params_inc_ref(context, params);
  for (const [name, value] of Object.entries(options)) {
    Z3.params_set_uint(context, params, Z3.mk_string_symbol(context, name), value);
  }
  Z3.solver_set_params(context, solver, params);
  Z3.params_dec_ref(context, params);
  return solver;
}

function attempt(text, options) {
  if (context === 0 || served >= CONTEXT_LIFE) renewContext();
  served += 1;
  const solver = newSolver(options);
  Z3.solver_from_string(context, solver, text.replace('(check-sat)', ''));
  const error = Z3.get_error_code(context);
  if (error !== 0)
    return { answer: 'unknown', problem: `ill-formed: ${Z3.get_error_msg(context, error).slice(0, 300)}` };
  const result = em.ccall('Z3_solver_check', 'number', ['number', 'number'], [context, solver]);
  const problem = result === 0 ? Z3.solver_get_reason_unknown(context, solver) : null;
  Z3.solver_dec_ref(context, solver);
  return { answer: result === 1 ? 'sat' : result === -1 ? 'unsat' : 'unknown', problem };
}

function decide(text) {
  let outcome = { answer: 'unknown', problem: null };
  for (const options of ATTEMPTS) {
    outcome = attempt(text, options);
    if (outcome.answer !== 'unknown' || outcome.problem.startsWith('ill-formed')) return outcome;
    renewContext();
  }
  return outcome;
}

process.on('message', ({ id, text }) => {
  try {
    process.send({ id, ...decide(text) });
  } catch {
    // z3's memory is not to be trusted any more; the parent starts another process.
    process.exit(1);
  }
});
process.on('disconnect', () => process.exit(0));
process.send({ id: 0, answer: 'ready', problem: null });
