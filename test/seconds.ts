/** The processor seconds that something takes: other work on the machine does not count. */
export function seconds(body: () => void): number {
  const start = process.cpuUsage();
  body();
  return process.cpuUsage(start).user / 1e6;
}
