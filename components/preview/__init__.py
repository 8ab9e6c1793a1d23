"""What a link shows of a view where it is pasted: a title, a sentence, a picture."""
