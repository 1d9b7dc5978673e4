/** One run: the figure and its reference, measured in turn. */
export interface Run {
  readonly ours: number;
  /** Null where the aim is a time that people wait, not a share of something. */
  readonly reference: number | null;
}

export interface BenchmarkOptions {
  /** Fewer and shorter runs: whether it works, not how fast. */
  readonly quick: boolean;
  /** Terminals that are connected for `revoke`. */
  readonly links: number;
  /** A folder of this benchmark alone. */
  readonly dir: string;
}

/** The runs of one figure. */
export interface Series {
  /** What is measured, where a benchmark measures several: stands behind its name. */
  readonly label: string;
  /** Of `ours` and `reference`, where it is not the benchmark's. */
  readonly unit?: string;
  /** What stands in the table beside the figure, where it is not the benchmark's. */
  readonly aim?: string;
  readonly runs: readonly Run[];
}

export interface Benchmark {
  readonly name: string;
  /** Of `ours` and `reference`. */
  readonly unit: string;
  /** What stands in the table beside the figure: of the ratio, or of `ours` where there is no reference. */
  readonly aim: string;
  /** What one figure is made of the runs; the median unless told. */
  readonly figure?: (values: readonly number[]) => number;
  measure(options: BenchmarkOptions): Promise<readonly Run[] | readonly Series[]>;
}
