-- No two placed, live stays may share a night of one unit (design.md 3.1). SQLite has no exclusion constraint, so two triggers hold it.
CREATE TRIGGER `placed_stay_inserted` BEFORE INSERT ON `stays`
WHEN NEW.`placed` = 1 AND NEW.`status` IN ('expected', 'in-house')
BEGIN
  SELECT RAISE(ABORT, 'placed-stays-overlap') WHERE EXISTS (
    SELECT 1 FROM `stays` AS other
    WHERE other.`unit_id` = NEW.`unit_id` AND other.`id` <> NEW.`id`
      AND other.`placed` = 1 AND other.`status` IN ('expected', 'in-house')
      AND other.`arrival_date` < NEW.`departure_date` AND NEW.`arrival_date` < other.`departure_date`
  );
END;
--> statement-breakpoint
CREATE TRIGGER `placed_stay_updated` BEFORE UPDATE OF `unit_id`, `arrival_date`, `departure_date`, `status`, `placed` ON `stays`
WHEN NEW.`placed` = 1 AND NEW.`status` IN ('expected', 'in-house')
BEGIN
  SELECT RAISE(ABORT, 'placed-stays-overlap') WHERE EXISTS (
    SELECT 1 FROM `stays` AS other
    WHERE other.`unit_id` = NEW.`unit_id` AND other.`id` <> NEW.`id`
      AND other.`placed` = 1 AND other.`status` IN ('expected', 'in-house')
      AND other.`arrival_date` < NEW.`departure_date` AND NEW.`arrival_date` < other.`departure_date`
  );
END;
