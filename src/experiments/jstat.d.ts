declare module 'jstat' {
  const jstat: {
    studentt: {
      /** Quantile of Student's t. */
      inv(probability: number, degreesOfFreedom: number): number;
    };
  };
  export default jstat;
}
