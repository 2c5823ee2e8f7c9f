"""What runs inside Rasa: our channel, the way of a turn, and one component per file. Imports rasa, nothing of ours."""
