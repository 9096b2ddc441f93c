/**
 * Every random draw names its decision. A draw is a function of (seed, decision, month, who, other): a number here is
 * never reused and never renumbered, so that a new decision elsewhere changes nothing. Month is 0 where a decision is
 * made once. In brackets: who, other.
 */
export const Decision = {
  // Once, when a person enters (person, 0)
  talent: 1,
  tasteForAutonomy: 2,
  tasteForMission: 3,
  attachmentToHome: 4,
  riskAversion: 5,
  equityBelief: 6,
  cause: 7,
  /** Region of somebody who enters without an employer. */
  regionOfPerson: 8,
  /** Skill of somebody who starts without a job. */
  skillOfPerson: 9,
  /** How long somebody who starts in a job has had it. */
  tenureAtStart: 10,

  // Once, when an employer begins (employer, 0; rounding: employer, skill)
  staffOfMember: 20,
  regionOfMember: 21,
  payOfMember: 22,
  autonomyOfMember: 23,
  missionOfMember: 24,
  /** The fraction at which wanted staff of a skill rounds up to one more place. */
  staffRounding: 25,
  stealthStaff: 26,
  launchedStaff: 27,
  /** The key of a founded firm itself (founder, month). */
  firmKey: 28,
  /** Rounding of the number of a group's members at a scale other than 1 (group, 0). */
  memberRounding: 29,

  // Each person's candidate months (person, month of the last candidate) and whether each is taken up (person, 0)
  nextLookCandidate: 40,
  takeUpLook: 41,
  nextQuitCandidate: 42,
  takeUpQuit: 43,
  nextExitCandidate: 44,
  takeUpExit: 45,
  /** Whether somebody without a job leaves the field this month (person, 0). */
  exitWithoutJob: 46,

  // Employers' month
  /** Rounding of openings left after a freeze (employer, skill). */
  freezeRounding: 60,
  /** Rounding of a round's AI lay-offs (employer, 0). */
  layOffRounding: 61,
  /** Who is laid off in a round: the lowest draws go (person, 0). */
  layOffOrder: 62,
  /** Who is laid off at a monthly rate (person, 0). */
  layOffAtRate: 63,
  /** Whether a founded firm fails, is bought or lists this month: one draw (firm, 0). */
  firmFate: 64,
  firmLaunch: 65,

  // Entrants
  /** Rounding of a programme's graduates in a month (programme, 0). */
  graduateRounding: 70,

  // Meeting and choosing
  // 80 and 81 belonged to a list of contacts that is gone.
  /** Gumbel noise in the value of a job this month (person, employer). */
  valueNoise: 82,
  /** Lasting match quality of a pair, month 0 (person, employer). */
  matchQuality: 83,
  /** How well an applicant fits this month (person, employer). */
  applicantFit: 84,
  /** Whether founding is open (person, 0), and its noise. */
  foundingOpen: 85,
  foundingNoise: 86,
  /** Rounding of the calls an employer's openings of a skill make (employer, skill), and the cell each call names, two to a
   * draw (employer, skill and running number). */
  callRounding: 87,
  call: 88,
  /** The cells where somebody who looks stands this month, a word a layout (person, 0). */
  cell: 89,
  /** Whether an answer from another region counts (person, employer). */
  answerFromAbroad: 90,

  // Studies and retraining
  /** Rounding of a month's places, those who start and those who retrain (programme or retraining, 0). */
  startRounding: 120,
  /** Home region of somebody who enters from a programme (person, 0). */
  homeOfEntrant: 121,
  /** Rounding of those who come on from another programme (programme, 0). */
  continuingRounding: 122,
  /** Practice in putting tools together, once (person, 0). */
  practice: 123,

  // Borders (other is the route's key)
  /** Home of somebody who starts or enters in a region, month 0 (person, 0). */
  homeOfPerson: 100,
  /** Whether somebody foreign who starts in a job may stay for good, month 0 (person, 0). */
  permanentAtStart: 101,
  /** Whether somebody can use a route it is for, month 0 (person, route). */
  reachOfRoute: 102,
  /** Place in a route's list, and whether it is selected at its odds (person, route). */
  lottery: 103,
  visaRefusal: 104,
  /** Rounding of the months of waiting (person, route). */
  waitingRounding: 105,
  /** Whether the same employer takes on somebody refused, or whose permission ends, where they are (person, route). */
  hiredAbroad: 106,
  /** Months until permanent residence, month 0 (person, month of the run in which the visa began). */
  permanentResidence: 107,
  /** Candidate months to go home (person, month of the last candidate), and whether it is taken up (person, 0). */
  nextReturnCandidate: 108,
  takeUpReturn: 109,
  /** Rounding of a cap at a scale other than 1, month 0 (route, year). */
  capRounding: 110,

  // Stars
  /** Whether an employer approaches a star this month (person, employer). */
  starApproach: 140,
  /** The order in which stars are bid for in a month (person, 0). */
  auctionOrder: 141,
  /** Whether the present employer matches what others offer this month (person, employer). */
  counterOffer: 142,
  /** Rounding of the places that an employer opens for stars in a month (employer, 0). */
  placesForStars: 143,

  // Teams
  /** How large an employer's teams are, once (employer, 0). */
  teamSize: 160,
  /** Which of its teams somebody joins, once (person, employer). */
  team: 161,
  /** Which of its teams those join who come from one team by an acqui-hire, once (that team, employer). */
  teamTakenOver: 162,
  /** Whether a former team-mate's employer is met (person, employer). */
  tie: 163,
  /** Whether a hire brings the whole team (person hired, 0). */
  liftOut: 164,
  /** Whether a team-mate is asked to follow (person, person who left). */
  follow: 165,
  /** Rounding of places for followers (employer, skill). */
  followPlaces: 166,
  /** Whether those who came with their team look, or quit, beside the usual candidates (person, 0). */
  looksSooner: 167,
  quitsSooner: 168,
  /** Whether a firm is approached for its staff (firm, 0), and who of several does it (firm, employer). */
  approach: 169,
  approaching: 170,
  /** Rounding of offers of an acqui-hire (employer left, employer joined). */
  offerRounding: 171,
  /** Whether a job binds its holder not to go to competitors, once (person, employer). */
  nonCompete: 172,

  // Lives of founded firms
  /** Whether a firm raises a round of funding this month (firm, 0). */
  fundingRound: 180,
  /** Which employer buys a firm (firm, buyer). */
  buyer: 181,

  /** Who feels an event that only a part of people does, once (person, the lot's word). */
  feelsEvent: 182,
  /** Rounding of an employer's staff of other jobs, once (employer, 0). */
  otherStaffRounding: 183,

  // Keeping people
  /** Whether somebody's equity is refreshed with that of the staff (person, employer). */
  equityRefresh: 200,
  /** Whether a job's employer answers what others offer its holder, once (person, employer). */
  answersOffers: 201,
} as const;
