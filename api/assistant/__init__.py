"""The assistant's side: the client of Rasa, the gateway, and the door for its actions."""
