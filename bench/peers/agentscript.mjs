// The labour-flow kernel with agentscript 0.10 (GPL-3.0, installed apart by the bench): its breeds, own variables and ask().
// node agentscript.mjs PEOPLE
globalThis.OffscreenCanvas ??= class {
  // agentscript asks for a canvas when it is loaded, and draws nothing here
  getContext() {
    return {
      getImageData: () => ({ data: new Uint8ClampedArray(4) }),
      canvas: this,
      clearRect() {},
      fillRect() {},
      fillText() {},
    };
  }
};
const { Model, World } = await import('agentscript');

const MONTHS = 65;
const SEEN = 8;
const GIANTS = 5;
const people = Number(process.argv[2]);
const employerCount = Math.floor(people / 50);
const random = Math.random;
const gumbel = () => -Math.log(-Math.log(random() || 1e-300));
const count = { offers: 0, moves: 0, searches: 0, hires: 0, quits: 0 };

class LabourMarket extends Model {
  setup() {
    this.month = 0;
    this.turtleBreeds('workers employers');
    let made = 0;
    this.employers.create(employerCount, (employer) => {
      Object.assign(employer, {
        pay: random() + (made < GIANTS ? 0.5 : 0),
        autonomy: random(),
        mission: random(),
      });
      Object.assign(employer, { equity: random(), staff: 0, wanted: 0, openings: 0 });
      made++;
    });
    const all = [...this.employers];
    this.workers.create(people, (worker) => {
      Object.assign(worker, {
        pay: 2 * random(),
        autonomy: 2 * random(),
        mission: 2 * random(),
        equity: 2 * random(),
      });
      const u = random();
      worker.skill = random();
      worker.job =
        u < 0.04
          ? null
          : all[
              u < 0.16
                ? Math.floor(random() * GIANTS)
                : GIANTS + Math.floor(random() * (employerCount - GIANTS))
            ];
      if (worker.job !== null) worker.job.staff++;
    });
    this.employers.ask((employer) => {
      employer.wanted = 1.1 * employer.staff;
    });
  }

  /** Called without arguments: agentscript wraps it. */
  step() {
    this.month++;
    this.post();
    this.workers.ask((worker) => {
      if (worker.job === null) {
        count.searches++;
        const job = this.choose(worker, 5 + 0.5 * worker.skill);
        if (job !== null && job.openings > 0) {
          this.hire(worker, job);
          count.hires++;
        }
        return;
      }
      if (random() < 0.02) {
        count.offers++;
        const job = this.choose(worker, value(worker, worker.job) + 1.5);
        if (job !== null && job !== worker.job && job.openings > 0) {
          worker.job.staff--;
          this.hire(worker, job);
          count.moves++;
        }
      }
      if (random() < 0.005) {
        worker.job.staff--;
        worker.job = null;
        count.quits++;
      }
    });
  }

  /** Openings of the month and where each lies on a line of all of them, so that one is found by bisection. */
  post() {
    this.posted = [...this.employers];
    this.ends = new Float64Array(employerCount);
    let all = 0;
    this.posted.forEach((employer, at) => {
      employer.wanted *= this.month < 47 ? 1.002 : 0.997;
      employer.openings = Math.max(0, Math.round(employer.wanted) - employer.staff);
      all += employer.openings;
      this.ends[at] = all;
    });
    this.all = all;
  }

  opening() {
    const point = random() * this.all;
    let low = 0;
    let high = employerCount - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ends[middle] <= point) low = middle + 1;
      else high = middle;
    }
    return this.posted[low];
  }

  choose(worker, staying) {
    let best = staying + gumbel();
    let chosen = null;
    for (let seen = 0; seen < SEEN; seen++) {
      const job = this.opening();
      const offer = value(worker, job) + gumbel();
      if (offer > best) {
        best = offer;
        chosen = job;
      }
    }
    return chosen;
  }

  hire(worker, job) {
    worker.job = job;
    job.staff++;
    job.openings--;
  }
}

function value(worker, job) {
  return (
    worker.pay * job.pay +
    worker.autonomy * job.autonomy +
    worker.mission * job.mission +
    worker.equity * job.equity
  );
}

const before = process.cpuUsage();
const model = new LabourMarket(World.defaultOptions(1));
model.setup();
for (let month = 1; month <= MONTHS; month++) model.step();
const seconds = process.cpuUsage(before).user / 1e6;
console.log(JSON.stringify({ people, ...count, seconds, peakKiB: process.resourceUsage().maxRSS }));
process.exit(0); // its animation timer would go on
