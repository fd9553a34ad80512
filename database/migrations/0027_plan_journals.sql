-- Decisions by the plan that they are about: whoever decides may be of any county below the plan's region.
-- An id names one decision about plans, wherever it was made: statements bear the id of the first decision about them.

create index decision_of_plan on decision (subject_id, received_at, id) where subject_kind = 'plan';
create unique index decision_of_plan_once on decision (id) where subject_kind = 'plan';

-- Readings are derived: whoever looks at a plan next has it read again.
delete from plan_reading;
alter table plan_reading add column proposals integer not null;
comment on column plan_reading.proposals is 'How many targets, tasks and fund lines were read.';
