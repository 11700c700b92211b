/** One run of a task at a time; calls during it lead to one more run, however many they were. */
export function oneAtATime(task: () => Promise<void>, onError: (error: unknown) => void): () => void {
  let running = false
  let again = false
  const run = async (): Promise<void> => {
    do {
      again = false
      await task().catch(onError)
    } while (again)
    running = false
  }
  return () => {
    again = true
    if (running) return
    running = true
    void run()
  }
}
