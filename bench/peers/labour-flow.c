/*
 * The labour-flow kernel in C, event-driven: the reference that `npm run bench` times the engine against.
 * N people, N/50 employers, 65 months. Each month: wanted staff grow by 0.2% (0.3% less from month 47), openings = wanted − staff.
 * Without a job: search. With one: an outside offer with probability 2%, then a quit with probability 0.5%. Who searches or is
 * offered sees 8 openings drawn in proportion to openings (alias table) and takes the best of value + Gumbel noise, against staying at
 * value + 1.5 + noise (without a job: 5 + 0.5 × skill). First come, first served.
 * Only people with an event are visited: offers and quits skip over people by geometric gaps.
 *
 *   gcc -O3 -march=native -o labour-flow labour-flow.c -lm && ./labour-flow 1000000
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

enum { MONTHS = 65, SEEN = 8, GIANTS = 5 };
enum { START_EMPLOYER = 1, START_PERSON, SEARCH, OFFER, PICK_OFFERED, PICK_QUITTING };

typedef struct { float pay, autonomy, mission, equity; } Traits;
typedef struct { Traits taste; float skill; int32_t employer; } Person;

static int people_count, employer_count;
static Person *people;
static Traits *employers;
static double *wanted, *keep;
static int32_t *staff, *openings, *alias, *small, *large;
static long offers, moves, searches, hires, quits;

/* Jarzynski and Olano 2020, "Hash functions for GPU rendering": pcg4d. */
static void mix(uint32_t a, uint32_t b, uint32_t c, uint32_t d, uint32_t out[4]) {
  a = a * 1664525u + 1013904223u; b = b * 1664525u + 1013904223u;
  c = c * 1664525u + 1013904223u; d = d * 1664525u + 1013904223u;
  a += b * d; b += c * a; c += a * b; d += b * c;
  a ^= a >> 16; b ^= b >> 16; c ^= c >> 16; d ^= d >> 16;
  a += b * d; b += c * a; c += a * b; d += b * c;
  out[0] = a; out[1] = b; out[2] = c; out[3] = d;
}
static double uniform(uint32_t word) { return (word + 0.5) * 2.3283064365386963e-10; }
static double gumbel(uint32_t word) { return -log(-log(uniform(word))); }
static double value(const Person *person, int employer) {
  const Traits *taste = &person->taste, *job = &employers[employer];
  return (double)taste->pay * job->pay + (double)taste->autonomy * job->autonomy + (double)taste->mission * job->mission +
         (double)taste->equity * job->equity;
}

static void start(void) {
  uint32_t words[4];
  for (int employer = 0; employer < employer_count; employer++) {
    mix(employer, 0, 0, START_EMPLOYER, words);
    employers[employer] = (Traits){ uniform(words[0]) + (employer < GIANTS ? 0.5 : 0), uniform(words[1]), uniform(words[2]), uniform(words[3]) };
  }
  for (int person = 0; person < people_count; person++) {
    Person *p = &people[person];
    mix(person, 0, 0, START_PERSON, words);
    p->taste = (Traits){ 2 * uniform(words[0]), 2 * uniform(words[1]), 2 * uniform(words[2]), 2 * uniform(words[3]) };
    mix(person, 1, 0, START_PERSON, words);
    p->skill = uniform(words[0]);
    double u = uniform(words[1]);
    p->employer = u < 0.04 ? -1
                : u < 0.16 ? (int)(uniform(words[2]) * GIANTS)
                           : GIANTS + (int)(uniform(words[2]) * (employer_count - GIANTS));
    if (p->employer >= 0) staff[p->employer]++;
  }
  for (int employer = 0; employer < employer_count; employer++) wanted[employer] = 1.1 * staff[employer];
}

/* Openings of the month and the alias table over them (Vose 1991). Returns all openings. */
static long post(int month) {
  long all = 0;
  int smalls = 0, larges = 0;
  for (int employer = 0; employer < employer_count; employer++) {
    wanted[employer] *= month < 47 ? 1.002 : 0.997;
    int open = (int)floor(wanted[employer] + 0.5) - staff[employer];
    openings[employer] = open > 0 ? open : 0;
    all += openings[employer];
  }
  if (all == 0) return 0;
  for (int employer = 0; employer < employer_count; employer++) {
    keep[employer] = (double)openings[employer] * employer_count / all;
    if (keep[employer] < 1) small[smalls++] = employer; else large[larges++] = employer;
  }
  while (smalls && larges) {
    int less = small[--smalls], more = large[--larges];
    alias[less] = more;
    keep[more] -= 1 - keep[less];
    if (keep[more] < 1) small[smalls++] = more; else large[larges++] = more;
  }
  while (smalls) keep[small[--smalls]] = 1;
  while (larges) keep[large[--larges]] = 1;
  return all;
}
static int draw_opening(uint32_t word) {
  double at = word * 2.3283064365386963e-10 * employer_count;
  int column = (int)at;
  return at - column < keep[column] ? column : alias[column];
}

/* The best of SEEN openings, or −1 for staying as now. */
static int choose(int person, double staying, int month, int decision) {
  uint32_t words[20];
  for (int block = 0; block < 5; block++) mix(person, month, block, decision, words + 4 * block);
  double best = staying + gumbel(words[16]);
  int chosen = -1;
  for (int seen = 0; seen < SEEN; seen++) {
    int employer = draw_opening(words[2 * seen]);
    double offer = value(&people[person], employer) + gumbel(words[2 * seen + 1]);
    if (offer > best) { best = offer; chosen = employer; }
  }
  return chosen;
}
static void hire(Person *person, int employer) {
  if (person->employer >= 0) staff[person->employer]--;
  openings[employer]--;
  staff[employer]++;
  person->employer = employer;
}
/* The next person an event happens to: geometric gaps, four to a call of mix. */
static double skip(double at, uint32_t count, int month, int decision, double log_stay, uint32_t words[4]) {
  if (count % 4 == 0) mix(count / 4, month, 0, decision, words);
  return at + 1 + floor(log(uniform(words[count % 4])) / log_stay);
}

int main(int argc, char **argv) {
  people_count = argc > 1 ? atoi(argv[1]) : 100000;
  employer_count = people_count / 50;
  people = calloc(people_count, sizeof *people);
  employers = calloc(employer_count, sizeof *employers);
  wanted = calloc(employer_count, sizeof *wanted);
  keep = calloc(employer_count, sizeof *keep);
  staff = calloc(employer_count, sizeof *staff);
  openings = calloc(employer_count, sizeof *openings);
  alias = calloc(employer_count, sizeof *alias);
  small = calloc(employer_count, sizeof *small);
  large = calloc(employer_count, sizeof *large);
  int32_t *jobless = calloc(people_count, sizeof *jobless);
  int without = 0;
  start();
  for (int person = 0; person < people_count; person++) if (people[person].employer < 0) jobless[without++] = person;

  struct rusage before, after;
  getrusage(RUSAGE_SELF, &before);
  const double stay_offer = log(1 - 0.02), stay_quit = log(1 - 0.005);
  uint32_t words[4];
  for (int month = 1; month <= MONTHS; month++) {
    if (post(month) > 0) {
      int still = 0;
      for (int at = 0; at < without; at++) {
        Person *person = &people[jobless[at]];
        int chosen = choose(jobless[at], 5 + 0.5 * person->skill, month, SEARCH);
        searches++;
        if (chosen >= 0 && openings[chosen] > 0) { hire(person, chosen); hires++; } else jobless[still++] = jobless[at];
      }
      without = still;
      uint32_t count = 0;
      for (double at = skip(-1, count++, month, PICK_OFFERED, stay_offer, words); at < people_count; at = skip(at, count++, month, PICK_OFFERED, stay_offer, words)) {
        Person *person = &people[(int)at];
        if (person->employer < 0) continue;
        offers++;
        int chosen = choose((int)at, value(person, person->employer) + 1.5, month, OFFER);
        if (chosen >= 0 && chosen != person->employer && openings[chosen] > 0) { hire(person, chosen); moves++; }
      }
    }
    uint32_t count = 0;
    for (double at = skip(-1, count++, month, PICK_QUITTING, stay_quit, words); at < people_count; at = skip(at, count++, month, PICK_QUITTING, stay_quit, words)) {
      Person *person = &people[(int)at];
      if (person->employer < 0) continue;
      staff[person->employer]--;
      person->employer = -1;
      jobless[without++] = (int)at;
      quits++;
    }
  }
  getrusage(RUSAGE_SELF, &after);
  double seconds = (after.ru_utime.tv_sec - before.ru_utime.tv_sec) + (after.ru_utime.tv_usec - before.ru_utime.tv_usec) / 1e6;
  printf("{\"people\":%d,\"seconds\":%.6f,\"offers\":%ld,\"moves\":%ld,\"searches\":%ld,\"hires\":%ld,\"quits\":%ld,\"withoutJob\":%d,\"peakKiB\":%ld}\n",
         people_count, seconds, offers, moves, searches, hires, quits, without, after.ru_maxrss);
  return 0;
}
