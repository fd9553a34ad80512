-- Boundaries of regions, for maps. Reference data, replaced by a later import; nothing is judged by them.

create table region_boundary (
  code        text collate "C" primary key,
  polygons    jsonb not null,
  points      integer not null,
  source      text not null,
  imported_by uuid,
  imported_at timestamptz not null default now(),
  constraint region_boundary_has_an_area check (jsonb_typeof(polygons) = 'array' and jsonb_array_length(polygons) > 0)
);
comment on table region_boundary is 'Boundary of a region (区划边界), simplified for drawing: never evidence of where a border runs.';
comment on column region_boundary.code is 'Region, by its code; the boundary is that of the present day.';
comment on column region_boundary.polygons is 'As the coordinates of a GeoJSON MultiPolygon: polygons of an outer ring and holes, longitude and latitude in degrees.';
comment on column region_boundary.points is 'Positions kept by the simplification.';
comment on column region_boundary.source is 'Name of the file that it came from.';
comment on column region_boundary.imported_by is 'Account that imported it; empty when the shell did.';
comment on column region_boundary.imported_at is 'When.';
