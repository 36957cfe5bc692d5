mod checking;
mod evaluation;
mod printing;
mod reading;
