/** Files and folders that need not be there. */
import { readFile } from "node:fs/promises";

/** What a file operation gives; `undefined` when the file or folder is missing. Other faults are thrown. */
export async function ifThere<T>(operation: Promise<T>): Promise<T | undefined> {
  try {
    return await operation;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** The text of a file (UTF-8); `undefined` when it is missing. */
export async function textIfThere(path: string): Promise<string | undefined> {
  // Decoded whole: with an encoding it is decoded piece by piece, which takes longer than reading it.
  return (await ifThere(readFile(path)))?.toString();
}
