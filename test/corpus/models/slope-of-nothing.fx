data c: category(3)
param th: simplex[3]
c ~ categorical(th)
