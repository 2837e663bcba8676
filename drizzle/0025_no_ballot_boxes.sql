-- With the table go its pages, on which old versions of a count tell who cast what.
DROP TABLE "ballot_boxes" CASCADE;
