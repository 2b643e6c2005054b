/** Asking for what comes next while what came is worked on. */

/** The same values, each asked for while the one before it is used. */
export async function* prefetched<T, R>(values: AsyncGenerator<T, R>): AsyncGenerator<T, R> {
  let next = values.next();
  // A failure is told when it is its turn; until then nobody waits for it.
  next.catch(() => undefined);
  try {
    for (;;) {
      const step = await next;
      if (step.done === true) return step.value;
      next = values.next();
      next.catch(() => undefined);
      yield step.value;
    }
  } finally {
    await values.return(undefined as never);
  }
}
