/** Given names that are usual in Albania, folded: they tell which end of a name is the family name. */
export const albanianGivenNames: ReadonlySet<string> = new Set(
  `adelina admir adriana adriatik afrim afrodita agim agron agnesa ajkuna ajla alba albana albano alban albina alda aldo alesia alketa
  alma alket altin altina alisa amarilda amelia amela anila anisa anita ana andi andrea andon anjeza anxhela aranita arben arbana arber arbnora ardian ardiana
  ardit aferdita arlinda arlind arjan arjana arjola armand armando armela armend artan arta artur arvjen astrit aurela aurora avni azem bardha bardhyl bashkim behar
  bekim bekime beqir besa besart besarta besiana besim besjana besnik besmira betim blerim blerina blerta bledar blendi bora brikena brunilda bujar bukurie bukurosh burim ciljeta
  clirim clirimtar dallendyshe dafina dalina dardan daniel daniela darina dashamir dashnor dea defrim delina denada denis denisa desara diana dhimiter diella dilaver dita ditjon
  donika donjeta dorian doriana dorina drilon drini drita dritan dritero dritan driton durim edi edison edlira edmond edona eduard egla egzon ela elda elena eleni elfrida elias elira
  eliona elisa elisabeta eljona elma elona elsa elton elvana elvira elvis emanuela emel emiljan emiljano emira endri endrit eneida engjell engjellushe enea enisa enkela enkelejda entela era eralda erald
  ergys eri erina erinda ermal ermela ermira erion eriona erjon erjona ervin ervina esat esmeralda etleva eva evis evisa fadil farije fatbardha fatbardh fatime fatjon fatjona fatlinda fatlum fatmir fatmira
  fatmire fatos feride ferdinand festina fiqiri fitim fitore flaka flamur flogert flora florenca florian florida florim florina flutura fjolla frederik gazmend gazmira gena genc genci gentian gentiana gent gerald geraldina gerta
  gezim gezime gjergj gjergji gjin gjovalin gjon gjyste gjyliana gjystina gladiola granit greta gresa gramos haki hajdar hajrie hajrije halil hamide hamit hana hane hasan hatixhe hatixhja haxhi hekuran helena helidon hyrije hysen hysni iliana
  ilda ilir ilira ilirian iliriana ilirjan ilirjana ilmi ina indrit ines inida irena irida iris irma isa isuf ismail ismet ismete ivana jakup jehona jeta jetmir jetmira jetlira jeton jola joana jonida jonela jonilda jora jorida jorgji
  jorgo josif jozef juliana julian juljan juljana julia kadri kaltrina kastriot katerina kejsi kela kimete kledi kleida klara klea klaudia klaudja klejda klementina klodi klodian klodiana kleona klevis kol kostandin kozeta kreshnik kristaq kristina kristjan kujtim kujtime laura lavdie lavdim lazer leandra lejla
  leonard leonora leonida leonidha lediana ledio ledi ledina lefter leka lenka lidia liljana lindita lindite linda lirie lirije liridon lirim liri lirjana liza ljena loreta lorena lorenc lori luan luana luigj lule luljeta luiza lulzim lumturi luftar
  maksim majlinda majlind manjola manushaqe marash margarita maria marie mariglen marjana mark marsel marsela marsida marsjan matilda megi mehmet mentor merita mevlan migena mihal mimoza mira miranda mirela mirjana mirjeta mirlinda mirvjen monika muhamet muharrem myrvete myslim naim nazmi
  ndricim ndrec neritan nertila nevila nexhat nexhmije nikoll nikolle nikolla niko nina ninela nora odeta olsi olta olsida oriana orges orjeta orlanda osman pal pandeli panajot pavli perparim petraq petrit petrika petro pellumb pjeter pranvera prel prend qamil qemal qendrim qazim qerim rabije rajmonda ramadan
  ramazan ramiz rando redi redona rei resul reshat rezarta rezart rita riza robert roland rolanda romina rona ronela rovena roza rozafa rozeta rudina rushit rustem sabaudin sabri sadije safet saimir sala sali sander sami sanie sara saimira selda selim selma senada serxhio servet shaban shefqet shefki shega shemsi shkelqim
  shkendije shpend shpetim shpresa shqipe shqiponja shqipe sidorela sidrit silva silvana simona skender skerdi sokol sonila sonja sose spartak sotir spiro stela stefan suela suzana sulejman syrja taulant tatjana tefik teuta tereza thanas thimi tomorr tonin tush urim ujkan valbona valdete valentin valentina valmira valon valter vangjel
  vasil vasilika vasjan vera verjona veton vilma vilson violeta viola violanda viktor viktoria vjollca vjosa vullnet ylber yll ylli ymer zamira zana zef zeqir zenel zenepe zhaneta zija zoje zyhra zylfije zyra xhafer xhemal xhemile xhevahir xhevahire xhevdet xhensila xhoana xhulia xhuljan xhesika xhejsi`
    .split(/\s+/)
    .filter(Boolean),
);
