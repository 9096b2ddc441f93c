declare module 'jstat' {
  const jstat: {
    chisquare: {
      /** Share of a chi-square distribution below a value. */
      cdf(value: number, degreesOfFreedom: number): number;
    };
    studentt: {
      /** Quantile of Student's t. */
      inv(probability: number, degreesOfFreedom: number): number;
    };
  };
  export default jstat;
}
