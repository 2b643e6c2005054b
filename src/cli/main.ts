#!/usr/bin/env node
/** The command line: words in, one function called, exit code out (docs/decisions/0006). */
import { Command, CommanderError } from "commander";
import { adviceOn } from "./advice.js";
import { softwareVersion } from "./version.js";
import { WrongRequest } from "../sources/source-error.js";
import { EXIT, WrongWords } from "./exit.js";

/** Each command is loaded when it is wanted: a small one starts without what the others need. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import("./serve.js")).serveCommand(),
  ingest: async () => (await import("./ingest.js")).ingestCommand(),
  map: async () => (await import("./map.js")).mapCommand(),
  scaffold: async () => (await import("./scaffold.js")).scaffoldCommand(),
  validate: async () => (await import("./validate.js")).validateCommand(),
  query: async () => (await import("./query.js")).queryCommand(),
  status: async () => (await import("./status.js")).statusCommand(),
};

// A variable that is set to nothing says nothing: `VAR=` in a file of settings, `${VAR}` where it is not given.
for (const [name, value] of Object.entries(process.env)) {
  if (value === "" && name.startsWith("ONDERWIJSGRAAF_")) delete process.env[name];
}

const program = new Command("onderwijsgraaf")
  .description("Dutch education and government open data as Linked Data.")
  .version(softwareVersion())
  .showHelpAfterError("(--help shows the words of a command)")
  .showSuggestionAfterError()
  .exitOverride()
  .addHelpText(
    "after",
    "\nExit codes: 0 done, 1 failed, 2 wrong words, 3 done with findings.\n" +
      "Options with (env: …) in the help of a command are read from the environment too, and settings from\n" +
      "onderwijsgraaf.config.yaml in the working folder. ONDERWIJSGRAAF_DEBUG=1 shows where an error comes from.",
  );
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // Whoever read along has seen enough (`… | head`): no reason to complain.
  process.exit(error.code === "EPIPE" ? EXIT.done : told(error));
});

const wanted = COMMANDS[process.argv[2] ?? ""];
for (const load of wanted === undefined ? Object.values(COMMANDS) : [wanted]) {
  program.addCommand((await load()).exitOverride());
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = told(error);
}

/** Says on stderr what went wrong, unless that was done; gives the exit code. */
function told(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongWords;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`onderwijsgraaf: ${message}${adviceOn(error)}\n`);
  if (error instanceof WrongWords || error instanceof WrongRequest) return EXIT.wrongWords;
  if (process.env["ONDERWIJSGRAAF_DEBUG"] !== undefined && error instanceof Error)
    process.stderr.write(`${error.stack}\n`);
  return EXIT.failed;
}
