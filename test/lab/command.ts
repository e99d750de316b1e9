import { Command } from 'commander';
import { loadWorld, WorldError, worldFile, worldJsonSchema } from './world.ts';

const program = new Command('lab').description(
  'A small Exchange coexistence on loopback, from one world file. Keys of a world: test/lab/README.md.',
);

/** The world, or its faults on standard error and exit 2. */
function readWorld(name: string) {
  try {
    return loadWorld(worldFile(name), new Date());
  } catch (error) {
    if (!(error instanceof WorldError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

program
  .command('check')
  .description('validates a world: says all that is wrong, each with its key')
  .argument('<world>', 'a world file, or the bare name of a shipped one')
  .action((name: string) => {
    const world = readWorld(name);
    const people = world.mailboxes.filter(({ service }) => !service);
    console.log(`${world.name}: right; ${world.servers.length} servers, ${people.length} mailboxes`);
  });

program
  .command('start')
  .description('runs a world until standard input closes or SIGTERM')
  .argument('<world>', 'a world file, or the bare name of a shipped one')
  .option('--json', 'print one line of JSON when everything listens, and nothing else')
  .action(async (name: string, options: { json?: true }) => {
    const world = readWorld(name);
    const { startLab } = await import('./start.ts');
    const lab = await startLab(world);
    let ending = false;
    const end = () => {
      if (ending) return;
      ending = true;
      void lab.stop().then(() => process.exit(0));
    };
    process.on('SIGTERM', end);
    process.on('SIGINT', end);
    process.stdin.on('end', end).on('close', end).resume();
    if (options.json) {
      console.log(JSON.stringify(lab.ready));
      return;
    }
    console.log(`${world.name} listens; it ends with Ctrl-C or when its standard input closes.`);
    for (const { address, note } of lab.ready.mailboxes) console.log(`  ${address}${note && `  ${note}`}`);
    console.log(`Access log: ${lab.ready.accessLog}`);
    console.log(JSON.stringify(lab.ready.configuration, null, 2));
  });

program
  .command('schema')
  .description('prints the JSON Schema of world files')
  .action(() => console.log(JSON.stringify(worldJsonSchema(), null, 2)));

await program.parseAsync();
