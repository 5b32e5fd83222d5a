-- How a person likes the screens: single keys that act (they can be switched off, WCAG 2.1.4), lists close together.
alter table person add column has_shortcuts boolean not null default true;
alter table person add column is_compact boolean not null default false;
