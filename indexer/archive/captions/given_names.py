"""Common given names, which tell a person called Hall from a hall; data only."""

from __future__ import annotations

from indexer.archive.captions.word_lists import word_set

GIVEN_NAMES = word_set(
    """
    aaron abigail adam adrian agnes aidan aisha alan albert alejandro alex alexander alexandra
    alfred ali alice alicia alison allen allison alyssa amanda amber amelia amir amy ana anders
    andrea andreas andrew andy angela angelo anita ann anna anne annette annie anthony antonio
    april arthur ashley audrey austin barbara barry beatrice ben benjamin bernard beth betty
    bill billy bob bobby brad bradley brandon brenda brendan brett brian bruce bryan caitlin
    callum cameron camille carl carla carlos carmen carol caroline catherine cathy cecilia
    charles charlie charlotte chelsea cheryl chloe chris christian christina christine
    christopher cindy claire clara clare clarence claudia colin connor craig crystal curtis
    cynthia daisy dale damian damon dan dana daniel danielle danny darren daryl dave david dawn
    dean deborah debra denise dennis derek diana diane diego dominic don donald donna doris
    dorothy doug douglas drew duncan dylan ed eddie edgar edith edward edwin eileen elaine
    eleanor elena eli elizabeth ellen ellie emily emma eric erica erik erin ernest esther ethan
    eugene eva evan evelyn faith felix fiona florence frances francis frank fred frederick
    gabriel gareth gary gavin gemma geoff geoffrey george gerald gina glenn gloria gordon grace
    graham grant greg gregory guy hannah harold harriet harry hassan hazel heather hector helen
    helena henry holly howard hugh hugo ian ibrahim irene iris isaac isabel isabella ivan jack
    jackie jacob jacqueline jake james jamie jan jane janet jason jay jean jeff jeffrey jennifer
    jenny jeremy jerry jesse jessica jill jim jimmy joan joanna joanne joe joel john johnny jon
    jonathan jordan jorge jose joseph josh joshua josé joyce juan judith judy julia julian julie
    june justin karen karl kate katherine kathleen kathryn kathy katie keith kelly ken kenneth
    kerry kevin kim kimberly kirk kirsten kirsty kristen kristin kurt kyle lara larry laura
    lauren laurence lawrence leah lee leo leon leonard leslie lewis liam lillian linda lindsay
    lindsey lisa liz logan lois lori louis louise lucas lucy luis luke lydia lynn madeleine
    maggie manuel marc marcus margaret maria marie mario marion marissa mark marta martha martin
    marvin mary mason matt matthew maureen max maya megan melanie melissa michael michelle
    miguel mike mohamed mohammed molly monica morgan nadia nancy naomi natalie natasha nathan
    neil nicholas nick nicola nicole nigel nina noah nora norma norman oliver olivia omar oscar
    owen pablo pamela pat patricia patrick paul paula pauline pedro penny peter phil philip
    phillip phoebe phyllis rachel ralph ramon randy ray raymond rebecca renee rhys ricardo
    richard rick rita rob robert roberto robin rodney roger roland ron ronald rory rosa rose
    rosemary ross roy russell ruth ryan sally sam samantha samuel sandra sara sarah scott sean
    sebastian shane shannon sharon shaun shawn sheila shelby shirley simon sophia sophie spencer
    stacey stacy stanley stella stephanie stephen steve steven stuart sue susan suzanne sylvia
    tamara tammy tanya tara taylor ted teresa terry theo theodore theresa thomas tiffany tim
    timothy tina todd tom tommy toni tony tracey tracy travis trevor tyler valerie vanessa vera
    vernon veronica victor victoria vincent virginia vivian walter wanda warren wayne wendy
    wesley will william willie yolanda yvonne zachary zoe
    """
)
