import { bind, gateOf, good, refused, scopeOf } from './gate.ts';

// One process of several: tries to log on, is refused, and says whether it came to try.
const gate = gateOf(scopeOf(process.argv[2] ?? ''), Date.now, async () => good);
let tried = '';
try {
  await gate.authenticate(bind, async () => {
    tried = 'tried ';
    await new Promise((resolve) => setTimeout(resolve, 50));
    return refused;
  });
} catch (error) {
  console.log(`${tried}${(error as Error).message}`);
}
