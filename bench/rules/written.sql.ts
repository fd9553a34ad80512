/** The nine criteria as a database engineer would write them by hand: SQL's own three values, one pass over the members. */

const someone = (condition: string) => `max(coalesce((${condition})::int * 2, 1))`
const everyone = (condition: string) => `min(coalesce((${condition})::int * 2, 1))`

/** Key, nine codes of two bits in one integer, and the overall code. */
export const WRITTEN_SQL = `
with member as (
  select household_id, count(*) as size,
    ${someone(`labour_skill in ('ordinary', 'skilled', 'weak')`)} as labour,
    ${someone(`labour_skill in ('ordinary', 'skilled')`)} as full_labour,
    ${someone('months_working >= 6 or own_business')} as works_away,
    ${everyone(`not (birth_date <= date '2011-03-31' and birth_date > date '2001-03-31')
      or enrolled or school_exempt
      or (birth_date <= date '2003-03-31' and education in ('juniorSecondary', 'seniorSecondary', 'juniorCollege', 'university'))
      or not poverty_dropout`)} as no_poverty_dropout,
    ${everyone(`not (birth_date <= date '2011-03-31' and birth_date > date '2001-03-31')
      or enrolled or school_exempt
      or (birth_date <= date '2003-03-31' and education in ('juniorSecondary', 'seniorSecondary', 'juniorCollege', 'university'))
      or (poverty_dropout_visits >= 2 and dropout_agreement)`)} as persuaded,
    ${everyone('insured or employee_insured or commercial_insured')} as insured,
    ${everyone(`not ('chronicIllness' = any(health) or 'seriousIllness' = any(health)) or illness_treated`)} as treated
  from person group by household_id
), joined as (
  select h.*,
    coalesce(m.size, case when h.roster_complete then 0 end) as size,
    wage_income + operating_income + property_income + transfer_income + other_income
      - operating_cost - basic_pension_income - dibao_income_c - temporary_relief_income - donation_income as net,
    coalesce(labour, case when roster_complete then 0 else 1 end) as labour,
    coalesce(full_labour, case when roster_complete then 0 else 1 end) as full_labour,
    coalesce(works_away, case when roster_complete then 0 else 1 end) as works_away,
    coalesce(least(no_poverty_dropout, persuaded), case when roster_complete then 2 else 1 end) as education,
    coalesce(least(insured, treated), case when roster_complete then 2 else 1 end) as medical
  from household h left join member m on m.household_id = h.id
), judged as (
  select id,
    coalesce(((2 * net + size) / nullif(2 * size, 0) > 295200)::int * 2, 1) as income,
    coalesce((food_and_clothing and (
      ((case labour when 2 then true when 0 then false end) and (
        land_in_use and (paddy_area >= 50 * size or dry_land_area >= 100 * size or economic_forest_area >= 150 * size or hill_forest_area >= 500 * size)
        or business_premises or raising_at_scale or (case works_away when 2 then true when 0 then false end) or other_steady_income))
      or (not (case full_labour when 2 then true when 0 then false end) and dibao_class in ('A', 'B'))
    ))::int * 2, 1) as livelihood,
    coalesce((water_source in ('treatedTap', 'protectedWell', 'unprotectedWell', 'rain') and water_clean
      and water_litres_per_day >= 350 and water_minutes <= 20 and water_assurance >= 900)::int * 2, 1) as water,
    education, medical,
    coalesce((house_grade in ('A', 'B') and floor_area >= 130 * size
      or split_from_kin and house_grade in ('A', 'B') and joint_floor_area >= 130 * joint_persons
      or new_house and new_house_habitable and floor_area >= 130 * size
      or relocation = 'concentrated' and relocation_quality and relocation_fitted and key_handed_over
      or relocation = 'scattered' and moved_in)::int * 2, 1) as housing,
    coalesce((natural_village_households < 20
      or natural_village_road in ('gravel', 'concrete', 'asphalt') and road_surface_width >= 35 and motor_vehicles_pass)::int * 2, 1) as road,
    coalesce(power_connected::int * 2, 1) as power,
    coalesce((television_owned and broadcast_received or computer_owned or smartphone_owned)::int * 2, 1) as television
  from joined
)
select id,
  (income | (livelihood << 2) | (water << 4) | (education << 6) | (medical << 8) | (housing << 10) | (road << 12)
    | (power << 14) | (television << 16))::bigint as codes,
  least(income, livelihood, water, education, medical, housing, road, power, television)::smallint as overall
from judged`
