import { registerHooks } from 'node:module';
import { type StubName, stubs } from './list.ts';

// Loaded before everything in each process of the product: one module is taken away, and a stub answers in its place.
// The stub itself reaches the real module by adding `?real` to its name.

/** Set by the script that runs the stubs, to a name of their list. */
const { replaces } = stubs[process.env.POPUP_DESK_STUB as StubName];
const real = new URL(`../../../${replaces}`, import.meta.url).href;
const stub = new URL(`${process.env.POPUP_DESK_STUB}.ts`, import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    return resolved.url === real ? { ...resolved, url: stub } : resolved;
  },
});
