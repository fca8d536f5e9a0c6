data y: real
y ~
y ~ normal
y ~ 3
y ~ (0, 1)
~ normal(0, 1)
y ~ to(3)
